import type { Capability } from './capability.ts';

/** How bright a light shines. */
export const brightnessController: Capability = {
  interface: 'Alexa.BrightnessController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    brightness: {
      schema: { type: 'integer', minimum: 0, maximum: 100 },
      class: 'level',
      unit: 'percent',
      range: [0, 100],
    },
  },
  events: [],
  directives: ['SetBrightness', 'AdjustBrightness'],
  source: 'fact sheet 3.1',
};
