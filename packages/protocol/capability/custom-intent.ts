import type { Capability } from './capability.ts';

/** Intents of the skill itself. The interface is gone from the documents. */
export const customIntent: Capability = {
  interface: 'Alexa.CustomIntent',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {},
  events: [],
  directives: [],
  configuration: {
    type: 'object',
    properties: {
      supportedIntents: {
        type: 'array',
        items: { type: 'object', required: ['name'], properties: { name: { type: 'string', minLength: 1 } } },
      },
    },
  },
  incomplete: ['directives'],
  lifecycle: 'retired',
  source: 'fact sheet 3.3',
  confidence: ['S'],
};
