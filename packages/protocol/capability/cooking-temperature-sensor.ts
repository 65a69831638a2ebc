import type { Capability } from './capability.ts';
import { unknownSchema } from './unknown-schema.ts';

/** The temperature that food is cooked at. The shape is not described. */
export const cookingTemperatureSensor: Capability = {
  interface: 'Alexa.Cooking.TemperatureSensor',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    cookingTemperature: { schema: unknownSchema, class: 'level', opaque: true },
  },
  events: [],
  directives: [],
  lifecycle: 'current',
  source: 'fact sheet 3.1 and 13',
  confidence: ['D', '?'],
};
