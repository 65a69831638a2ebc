import type { Capability } from './capability.ts';

/** Whether Alexa can reach the endpoint, and how it fares. */
export const endpointHealth: Capability = {
  interface: 'Alexa.EndpointHealth',
  versions: ['3', '3.1', '3.2', '3.3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    connectivity: {
      schema: { type: 'object', required: ['value'], properties: { value: { enum: ['OK', 'UNREACHABLE'] } } },
      class: 'level',
    },
    battery: { schema: { type: 'object' }, class: 'level' },
    radioDiagnostics: { schema: { type: 'object' }, class: 'level' },
    networkThroughput: { schema: { type: 'object' }, class: 'level' },
  },
  events: [],
  directives: [],
  source: 'fact sheet 3.1, 3.2 and 12, row 4',
};
