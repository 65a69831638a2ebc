import type { Capability } from './capability.ts';
import { percentDeltaSchema, percentSchema } from './percent-schema.ts';

/** A power level in percent. */
export const powerLevelController: Capability = {
  interface: 'Alexa.PowerLevelController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    powerLevel: { schema: percentSchema, class: 'level', unit: 'percent', range: [0, 100] },
  },
  events: [],
  directives: ['SetPowerLevel', 'AdjustPowerLevel'],
  directivePayloads: {
    SetPowerLevel: { type: 'object', required: ['powerLevel'], properties: { powerLevel: percentSchema } },
    AdjustPowerLevel: {
      type: 'object',
      required: ['powerLevelDelta'],
      properties: { powerLevelDelta: percentDeltaSchema },
    },
  },
  lifecycle: 'current',
  source: 'fact sheet 3.1',
  confidence: ['D', 'S'],
};
