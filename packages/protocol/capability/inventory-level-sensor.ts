import type { Capability } from './capability.ts';
import { volumeUnits, weightUnits } from './measurement-units.ts';

/**
 * How much is left: a percentage, a count, a volume or a weight. The unit stands in the value with the amount, in older
 * messages beside it. Source: fact sheet 3.1 and 12, row 19.
 */
export const inventoryLevelSchema = {
  type: 'object',
  required: ['@type', 'value'],
  anyOf: [
    {
      type: 'object',
      required: ['@type', 'value'],
      properties: { '@type': { const: 'Percentage' }, value: { type: 'number', minimum: 0, maximum: 100 } },
    },
    {
      type: 'object',
      required: ['@type', 'value'],
      properties: { '@type': { const: 'Count' }, value: { type: 'integer', minimum: 0 } },
    },
    {
      type: 'object',
      required: ['@type', 'value'],
      properties: {
        '@type': { const: 'Volume' },
        value: { type: 'number', minimum: 0 },
        unit: { enum: volumeUnits as typeof volumeUnits },
      },
    },
    {
      type: 'object',
      required: ['@type', 'value'],
      properties: {
        '@type': { const: 'Weight' },
        value: { type: 'number', minimum: 0 },
        unit: { enum: weightUnits as typeof weightUnits },
      },
    },
    {
      type: 'object',
      required: ['@type', 'value'],
      properties: {
        '@type': { const: 'Volume' },
        value: {
          type: 'object',
          required: ['value'],
          properties: { value: { type: 'number', minimum: 0 }, unit: { enum: volumeUnits as typeof volumeUnits } },
        },
      },
    },
    {
      type: 'object',
      required: ['@type', 'value'],
      properties: {
        '@type': { const: 'Weight' },
        value: {
          type: 'object',
          required: ['value'],
          properties: { value: { type: 'number', minimum: 0 }, unit: { enum: weightUnits as typeof weightUnits } },
        },
      },
    },
  ],
  allowed: 'a Percentage of 0 to 100, a Count of 0 or more, or a Volume or Weight of 0 or more',
} as const;

/** How much of a consumable is left. */
export const inventoryLevelSensor: Capability = {
  interface: 'Alexa.InventoryLevelSensor',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'advised',
  properties: { level: { schema: inventoryLevelSchema, class: 'level' } },
  events: [],
  directives: [],
  needs: ['capabilityResources', 'configuration'],
  configuration: {
    type: 'object',
    required: ['measurement', 'replenishment'],
    properties: {
      measurement: { type: 'object' },
      replenishment: {
        type: 'object',
        required: ['@type', 'value'],
        properties: { '@type': { const: 'DashReplenishmentId' }, value: { type: 'string', minLength: 1 } },
      },
    },
  },
  lifecycle: 'current',
  source: 'fact sheet 3.1, 3.4, 3.5 and 12, row 19',
  confidence: ['D', 'S'],
};
