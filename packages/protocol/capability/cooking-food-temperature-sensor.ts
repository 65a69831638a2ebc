import type { Capability } from './capability.ts';
import { unknownSchema } from './unknown-schema.ts';

/** The temperature of the food. The shape is not described. */
export const cookingFoodTemperatureSensor: Capability = {
  interface: 'Alexa.Cooking.FoodTemperatureSensor',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    foodTemperature: { schema: unknownSchema, class: 'level', opaque: true },
  },
  events: [],
  directives: [],
  lifecycle: 'current',
  source: 'fact sheet 3.1 and 13',
  confidence: ['D', '?'],
};
