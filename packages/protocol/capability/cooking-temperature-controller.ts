import type { Capability } from './capability.ts';
import { unknownSchema } from './unknown-schema.ts';

/** Cooking to a temperature. The shapes are not described. */
export const cookingTemperatureController: Capability = {
  interface: 'Alexa.Cooking.TemperatureController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    targetCookingTemperature: { schema: unknownSchema, class: 'level', opaque: true },
    preheatTimeInterval: { schema: unknownSchema, class: 'level', opaque: true },
  },
  events: [],
  directives: [],
  errors: { namespace: 'Alexa.Cooking', payloadVersion: '3' },
  incomplete: ['directives', 'configuration'],
  lifecycle: 'current',
  source: 'fact sheet 3.1, 5 and 13',
  confidence: ['D', '?'],
};
