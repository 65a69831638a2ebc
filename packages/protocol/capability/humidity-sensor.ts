import type { Capability } from './capability.ts';

/** A measured relative humidity. The shape of its value is seen in production code only. */
export const humiditySensor: Capability = {
  interface: 'Alexa.HumiditySensor',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    relativeHumidity: {
      schema: {
        type: 'object',
        required: ['value'],
        properties: { value: { type: 'number', minimum: 0, maximum: 100 } },
      },
      class: 'level',
      unit: 'percent',
      range: [0, 100],
    },
  },
  events: [],
  directives: [],
  source: 'fact sheet 3.1',
};
