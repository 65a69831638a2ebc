import type { Capability } from './capability.ts';
import { cookingModes } from './cooking-modes.ts';
import { durationSchema } from './duration-schema.ts';
import { foodCategories, foodStates } from './food.ts';
import { lengthUnits } from './measurement-units.ts';
import { timeSchema } from './time-schema.ts';

/** How food is cooked, with a name where it is CUSTOM, or the mode alone. Source: fact sheet 3.1, Cooking. */
export const cookingModeSchema = {
  anyOf: [
    { enum: cookingModes as typeof cookingModes },
    {
      type: 'object',
      required: ['value'],
      properties: { value: { enum: cookingModes as typeof cookingModes }, customName: { type: 'string' } },
    },
  ],
  allowed: 'a cooking mode, or an object with one under value',
} as const;

/** When cooking starts and ends, and how long it takes. Source: fact sheet 3.1, Cooking. */
export const cookingTimeIntervalSchema = {
  type: 'object',
  properties: {
    start: timeSchema as typeof timeSchema,
    end: timeSchema as typeof timeSchema,
    duration: durationSchema as typeof durationSchema,
  },
} as const;

/** What is cooked. The amount is not described beyond its being an object. Source: fact sheet 3.1, Cooking. */
export const foodItemSchema = {
  type: 'object',
  required: ['foodName'],
  properties: {
    foodName: { type: 'string' },
    foodCategory: { enum: foodCategories as typeof foodCategories },
    foodQuantity: { type: 'object' },
    foodState: { enum: foodStates as typeof foodStates },
    foodThickness: { type: 'object', properties: { unit: { enum: lengthUnits as typeof lengthUnits } } },
  },
} as const;

/** Cooking in general: mode, time and food. Its directives are not described. */
export const cooking: Capability = {
  interface: 'Alexa.Cooking',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    cookingMode: { schema: cookingModeSchema, class: 'level' },
    cookingTimeInterval: { schema: cookingTimeIntervalSchema, class: 'level' },
    foodItem: { schema: foodItemSchema, class: 'level' },
  },
  events: [],
  directives: [],
  errors: { namespace: 'Alexa.Cooking', payloadVersion: '3' },
  incomplete: ['directives', 'configuration'],
  lifecycle: 'current',
  source: 'fact sheet 3.1, 3.4 and 5',
  confidence: ['D', 'S'],
};
