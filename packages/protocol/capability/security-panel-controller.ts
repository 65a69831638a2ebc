import type { Capability } from './capability.ts';

/** The arm state and the alarms of a security system. */
export const securityPanelController: Capability = {
  interface: 'Alexa.SecurityPanelController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    armState: { schema: { enum: ['ARMED_AWAY', 'ARMED_STAY', 'ARMED_NIGHT', 'DISARMED'] }, class: 'level' },
    burglaryAlarm: {
      schema: { type: 'object', required: ['value'], properties: { value: { enum: ['ALARM', 'OK'] } } },
      class: 'edge',
    },
    carbonMonoxideAlarm: {
      schema: { type: 'object', required: ['value'], properties: { value: { enum: ['ALARM', 'OK'] } } },
      class: 'edge',
    },
    fireAlarm: {
      schema: { type: 'object', required: ['value'], properties: { value: { enum: ['ALARM', 'OK'] } } },
      class: 'edge',
    },
    waterAlarm: {
      schema: { type: 'object', required: ['value'], properties: { value: { enum: ['ALARM', 'OK'] } } },
      class: 'edge',
    },
  },
  events: ['Arm.Response', 'ErrorResponse'],
  directives: ['Arm', 'Disarm'],
  source: 'fact sheet 3.1',
};
