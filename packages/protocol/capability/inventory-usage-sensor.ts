import type { Capability } from './capability.ts';

/** What was used, and when. Source: fact sheet 2, InventoryConsumed. */
export const inventoryConsumedSchema = {
  type: 'object',
  required: ['usage', 'timeOfSample'],
  properties: {
    usage: {
      type: 'object',
      required: ['@type', 'value'],
      properties: { '@type': { type: 'string', minLength: 1 }, value: {}, unit: { type: 'string' } },
    },
    timeOfSample: { type: 'string', rule: 'timestamp' },
  },
} as const;

/** How much of a consumable was used. */
export const inventoryUsageSensor: Capability = {
  interface: 'Alexa.InventoryUsageSensor',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'required',
  properties: {},
  events: ['InventoryConsumed'],
  eventPayloads: { InventoryConsumed: inventoryConsumedSchema },
  directives: [],
  incomplete: ['configuration'],
  lifecycle: 'current',
  source: 'fact sheet 2 and 3.1',
  confidence: ['D', 'P', 'A'],
};
