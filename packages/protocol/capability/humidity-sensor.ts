import type { Capability } from './capability.ts';

/** A relative humidity in percent. Source: fact sheet 3.1, HumiditySensor. */
export const relativeHumiditySchema = {
  type: 'object',
  required: ['value'],
  properties: { value: { type: 'number', minimum: 0, maximum: 100 } },
} as const;

/** A measured relative humidity. The shape of its value is seen in production code only. */
export const humiditySensor: Capability = {
  interface: 'Alexa.HumiditySensor',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    relativeHumidity: { schema: relativeHumiditySchema, class: 'level', unit: 'percent', range: [0, 100] },
  },
  events: [],
  directives: [],
  lifecycle: 'current',
  source: 'fact sheet 3.1',
  confidence: ['D', 'P'],
};
