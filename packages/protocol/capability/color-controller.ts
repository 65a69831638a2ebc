import type { Capability } from './capability.ts';

/** The colour of a light. */
export const colorController: Capability = {
  interface: 'Alexa.ColorController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    color: {
      schema: {
        type: 'object',
        required: ['hue', 'saturation', 'brightness'],
        properties: {
          hue: { type: 'number', minimum: 0, maximum: 360 },
          saturation: { type: 'number', minimum: 0, maximum: 1 },
          brightness: { type: 'number', minimum: 0, maximum: 1 },
        },
      },
      class: 'level',
    },
  },
  events: [],
  directives: ['SetColor'],
  source: 'fact sheet 3.1',
};
