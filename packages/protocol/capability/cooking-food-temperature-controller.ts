import type { Capability } from './capability.ts';
import { unknownSchema } from './unknown-schema.ts';

/** Cooking until the food has a temperature. The shapes are not described. */
export const cookingFoodTemperatureController: Capability = {
  interface: 'Alexa.Cooking.FoodTemperatureController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    targetFoodTemperature: { schema: unknownSchema, class: 'level', opaque: true },
  },
  events: [],
  directives: [],
  errors: { namespace: 'Alexa.Cooking', payloadVersion: '3' },
  incomplete: ['directives', 'configuration'],
  lifecycle: 'current',
  source: 'fact sheet 3.1, 5 and 13',
  confidence: ['D', '?'],
};
