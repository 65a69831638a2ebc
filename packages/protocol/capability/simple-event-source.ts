import type { Capability } from './capability.ts';

/** Stateless events such as the buttons of a remote. */
export const simpleEventSource: Capability = {
  interface: 'Alexa.SimpleEventSource',
  versions: ['1.0'],
  payloadVersion: '1.0',
  instance: 'required',
  properties: {},
  events: ['Event'],
  directives: [],
  needs: ['capabilityResources', 'configuration'],
  source: 'simple-event-source interface',
};
