import type { Capability } from './capability.ts';

/** How warm or cool white light is. */
export const colorTemperatureController: Capability = {
  interface: 'Alexa.ColorTemperatureController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    colorTemperatureInKelvin: {
      schema: { type: 'integer', minimum: 1000, maximum: 10000 },
      class: 'level',
      unit: 'kelvin',
      range: [1000, 10000],
    },
  },
  events: [],
  directives: ['SetColorTemperature', 'IncreaseColorTemperature', 'DecreaseColorTemperature'],
  source: 'fact sheet 3.1',
};
