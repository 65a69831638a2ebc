import type { Capability } from './capability.ts';
import { donenesses } from './food.ts';

/** The name of a preset. Source: fact sheet 3.1, Cooking.PresetController. */
export const presetNameSchema = { type: 'string' } as const;

/** How well done food is to be, as an object or alone. Source: fact sheet 3.1 and 3.4, doneness. */
export const donenessSchema = {
  anyOf: [
    { enum: donenesses as typeof donenesses },
    { type: 'object', required: ['value'], properties: { value: { enum: donenesses as typeof donenesses } } },
  ],
  allowed: 'a doneness, or an object with one under value',
} as const;

/** Cooking by the presets of an endpoint. Its directives are not described. */
export const cookingPresetController: Capability = {
  interface: 'Alexa.Cooking.PresetController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    presetName: { schema: presetNameSchema, class: 'level' },
    requestedFoodDoneness: { schema: donenessSchema, class: 'level' },
  },
  events: [],
  directives: [],
  errors: { namespace: 'Alexa.Cooking', payloadVersion: '3' },
  incomplete: ['directives', 'configuration'],
  lifecycle: 'current',
  source: 'fact sheet 3.1, 3.4 and 5',
  confidence: ['D', 'S'],
};
