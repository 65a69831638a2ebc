import type { Capability } from './capability.ts';

/** How much of a consumable is left. The unit stands in the value, in older messages beside it. */
export const inventoryLevelSensor: Capability = {
  interface: 'Alexa.InventoryLevelSensor',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'advised',
  properties: {
    level: {
      schema: {
        type: 'object',
        required: ['@type', 'value'],
        properties: { '@type': { enum: ['Volume', 'Weight', 'Percentage', 'Count'] }, value: {} },
        anyOf: [
          { properties: { '@type': { const: 'Percentage' }, value: { type: 'number', minimum: 0, maximum: 100 } } },
          { properties: { '@type': { const: 'Count' }, value: { type: 'integer', minimum: 0 } } },
          { properties: { '@type': { enum: ['Volume', 'Weight'] }, value: { type: 'number', minimum: 0 } } },
          { properties: { '@type': { enum: ['Volume', 'Weight'] }, value: { type: 'object' } } },
        ],
        allowed: 'a Percentage of 0 to 100, a Count of 0 or more, or a Volume or Weight of 0 or more',
      },
      class: 'level',
    },
  },
  events: [],
  directives: [],
  needs: ['capabilityResources', 'configuration'],
  source: 'fact sheet 3.1 and 12, row 19',
};
