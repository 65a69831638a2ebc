import type { Capability } from './capability.ts';
import { inventoryConsumedSchema } from './inventory-usage-sensor.ts';
import { unknownSchema } from './unknown-schema.ts';

/** How much of a consumable is left, was used, and when it was replaced. The shapes of the level and of InventoryReplaced are not described. */
export const inventoryLevelUsageSensor: Capability = {
  interface: 'Alexa.InventoryLevelUsageSensor',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'required',
  properties: {
    level: { schema: unknownSchema, class: 'level', opaque: true },
  },
  events: ['InventoryConsumed', 'InventoryReplaced'],
  eventPayloads: { InventoryConsumed: inventoryConsumedSchema },
  directives: [],
  incomplete: ['configuration'],
  lifecycle: 'current',
  source: 'fact sheet 2, 3.1 and 13',
  confidence: ['D', 'A', '?'],
};
