import type { Capability } from './capability.ts';

/** A colour by hue, saturation and brightness. Source: fact sheet 3.1, ColorController. */
export const colorSchema = {
  type: 'object',
  required: ['hue', 'saturation', 'brightness'],
  properties: {
    hue: { type: 'number', minimum: 0, maximum: 360 },
    saturation: { type: 'number', minimum: 0, maximum: 1 },
    brightness: { type: 'number', minimum: 0, maximum: 1 },
  },
} as const;

/** The colour of a light. */
export const colorController: Capability = {
  interface: 'Alexa.ColorController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: { color: { schema: colorSchema, class: 'level' } },
  events: [],
  directives: ['SetColor'],
  directivePayloads: { SetColor: { type: 'object', required: ['color'], properties: { color: colorSchema } } },
  lifecycle: 'current',
  source: 'fact sheet 3.1',
  confidence: ['D', 'S'],
};
