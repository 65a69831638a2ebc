import type { Capability } from './capability.ts';

/** A share in percent. */
export const percentageController: Capability = {
  interface: 'Alexa.PercentageController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    percentage: {
      schema: { type: 'integer', minimum: 0, maximum: 100 },
      class: 'level',
      unit: 'percent',
      range: [0, 100],
    },
  },
  events: [],
  directives: ['SetPercentage', 'AdjustPercentage'],
  source: 'fact sheet 3.1',
};
