import type { Capability } from './capability.ts';
import { temperatureSchema } from './temperature-schema.ts';

/** A measured temperature. */
export const temperatureSensor: Capability = {
  interface: 'Alexa.TemperatureSensor',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: { temperature: { schema: temperatureSchema, class: 'level' } },
  events: [],
  directives: [],
  lifecycle: 'current',
  source: 'fact sheet 3.1',
  confidence: ['D', 'S'],
};
