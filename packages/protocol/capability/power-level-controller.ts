import type { Capability } from './capability.ts';

/** A power level in percent. */
export const powerLevelController: Capability = {
  interface: 'Alexa.PowerLevelController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    powerLevel: {
      schema: { type: 'integer', minimum: 0, maximum: 100 },
      class: 'level',
      unit: 'percent',
      range: [0, 100],
    },
  },
  events: [],
  directives: ['SetPowerLevel', 'AdjustPowerLevel'],
  source: 'fact sheet 3.1',
};
