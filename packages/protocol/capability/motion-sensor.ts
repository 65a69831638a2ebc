import type { Capability } from './capability.ts';

/** Whether something moves. */
export const motionSensor: Capability = {
  interface: 'Alexa.MotionSensor',
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
