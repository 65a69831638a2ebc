import type { Capability } from './capability.ts';
import { durationSchema } from './duration-schema.ts';

/** A power, by name or by number. Source: fact sheet 3.1, Cooking.TimeController. */
export const cookingPowerLevelSchema = {
  type: 'object',
  required: ['@type', 'value'],
  anyOf: [
    {
      type: 'object',
      required: ['@type', 'value'],
      properties: { '@type': { const: 'EnumeratedPowerLevel' }, value: { enum: ['LOW', 'MEDIUM', 'HIGH'] } },
    },
    {
      type: 'object',
      required: ['@type', 'value'],
      properties: { '@type': { const: 'IntegralPowerLevel' }, value: { type: 'number' } },
    },
  ],
  allowed: 'an EnumeratedPowerLevel of LOW, MEDIUM or HIGH, or an IntegralPowerLevel with a number',
} as const;

/** Cooking for a time, at a power. Its directives are not described. */
export const cookingTimeController: Capability = {
  interface: 'Alexa.Cooking.TimeController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    requestedCookTime: { schema: durationSchema, class: 'level' },
    cookingPowerLevel: { schema: cookingPowerLevelSchema, class: 'level' },
  },
  events: [],
  directives: [],
  errors: { namespace: 'Alexa.Cooking', payloadVersion: '3' },
  incomplete: ['directives', 'configuration'],
  lifecycle: 'current',
  source: 'fact sheet 3.1 and 5',
  confidence: ['D', 'S'],
};
