import type { Capability } from './capability.ts';
import { percentDeltaSchema, percentSchema } from './percent-schema.ts';

/** How bright a light shines. */
export const brightnessController: Capability = {
  interface: 'Alexa.BrightnessController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    brightness: { schema: percentSchema, class: 'level', unit: 'percent', range: [0, 100] },
  },
  events: [],
  directives: ['SetBrightness', 'AdjustBrightness'],
  directivePayloads: {
    SetBrightness: { type: 'object', required: ['brightness'], properties: { brightness: percentSchema } },
    AdjustBrightness: {
      type: 'object',
      required: ['brightnessDelta'],
      properties: { brightnessDelta: percentDeltaSchema },
    },
  },
  lifecycle: 'current',
  source: 'fact sheet 3.1',
  confidence: ['D', 'S'],
};
