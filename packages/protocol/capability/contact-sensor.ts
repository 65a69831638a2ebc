import type { Capability } from './capability.ts';
import { detectionStateSchema } from './detection-state.ts';

/** Whether a door or a window is open: DETECTED means open. */
export const contactSensor: Capability = {
  interface: 'Alexa.ContactSensor',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: { detectionState: { schema: detectionStateSchema, class: 'edge' } },
  events: [],
  directives: [],
  lifecycle: 'current',
  source: 'fact sheet 3.1',
  confidence: ['D', 'S'],
};
