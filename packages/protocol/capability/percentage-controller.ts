import type { Capability } from './capability.ts';
import { percentDeltaSchema, percentSchema } from './percent-schema.ts';

/** A share in percent. */
export const percentageController: Capability = {
  interface: 'Alexa.PercentageController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    percentage: { schema: percentSchema, class: 'level', unit: 'percent', range: [0, 100] },
  },
  events: [],
  directives: ['SetPercentage', 'AdjustPercentage'],
  directivePayloads: {
    SetPercentage: { type: 'object', required: ['percentage'], properties: { percentage: percentSchema } },
    AdjustPercentage: {
      type: 'object',
      required: ['percentageDelta'],
      properties: { percentageDelta: percentDeltaSchema },
    },
  },
  lifecycle: 'current',
  source: 'fact sheet 3.1',
  confidence: ['D', 'S'],
};
