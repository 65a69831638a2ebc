import type { Capability } from './capability.ts';

/** Notifications about conditions, such as Alexa.States.Low, Empty, Full, Done and Stuck. It has no event: Alexa notifies on a ChangeReport that meets a condition. */
export const proactiveNotificationSource: Capability = {
  interface: 'Alexa.ProactiveNotificationSource',
  versions: ['3.0'],
  payloadVersion: '3.0',
  payloadVersions: ['3', '3.0'],
  instance: 'none',
  properties: {},
  events: [],
  directives: [],
  configuration: {
    type: 'object',
    required: ['notificationConditions'],
    properties: { notificationConditions: { type: 'array', items: { type: 'object' } } },
  },
  lifecycle: 'current',
  source: 'fact sheet 3.3',
  confidence: ['D'],
};
