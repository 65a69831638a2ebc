import type { Capability } from './capability.ts';

/** A doorbell. */
export const doorbellEventSource: Capability = {
  interface: 'Alexa.DoorbellEventSource',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {},
  events: ['DoorbellPress'],
  directives: [],
  source: 'fact sheet 3.3',
};
