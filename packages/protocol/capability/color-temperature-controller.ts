import type { Capability } from './capability.ts';
import { emptyPayloadSchema } from './empty-payload.ts';

/** A colour temperature in kelvin, 1,000 to 10,000. Source: fact sheet 3.1, ColorTemperatureController. */
export const colorTemperatureSchema = { type: 'integer', minimum: 1000, maximum: 10000 } as const;

/** How warm or cool white light is. */
export const colorTemperatureController: Capability = {
  interface: 'Alexa.ColorTemperatureController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    colorTemperatureInKelvin: { schema: colorTemperatureSchema, class: 'level', unit: 'kelvin', range: [1000, 10000] },
  },
  events: [],
  directives: ['SetColorTemperature', 'IncreaseColorTemperature', 'DecreaseColorTemperature'],
  directivePayloads: {
    SetColorTemperature: {
      type: 'object',
      required: ['colorTemperatureInKelvin'],
      properties: { colorTemperatureInKelvin: colorTemperatureSchema },
    },
    IncreaseColorTemperature: emptyPayloadSchema,
    DecreaseColorTemperature: emptyPayloadSchema,
  },
  lifecycle: 'current',
  source: 'fact sheet 3.1',
  confidence: ['D', 'S'],
};
