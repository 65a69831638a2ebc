import type { Capability } from './capability.ts';
import { detectionStateSchema } from './detection-state.ts';

/** Whether something moves. */
export const motionSensor: Capability = {
  interface: 'Alexa.MotionSensor',
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
