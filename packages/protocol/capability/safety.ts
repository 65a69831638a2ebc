import type { Capability } from './capability.ts';

/** A namespace of errors only: an obstacle that keeps a device from moving. */
export const safety: Capability = {
  interface: 'Alexa.Safety',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {},
  events: [],
  directives: [],
  errors: { namespace: 'Alexa.Safety', payloadVersion: '3' },
  lifecycle: 'current',
  source: 'fact sheet 3.3 and 5',
  confidence: ['D', 'P'],
};
