import type { Capability } from './capability.ts';

/** Whether a door or a window is open: DETECTED means open. */
export const contactSensor: Capability = {
  interface: 'Alexa.ContactSensor',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    detectionState: { schema: { enum: ['DETECTED', 'NOT_DETECTED'] }, class: 'edge' },
  },
  events: [],
  directives: [],
  source: 'fact sheet 3.1',
};
