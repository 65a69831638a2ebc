import type { Capability } from './capability.ts';

/** Stateless events such as the buttons of a remote. The instance is unique across endpoints too. */
export const simpleEventSource: Capability = {
  interface: 'Alexa.SimpleEventSource',
  versions: ['1.0'],
  payloadVersion: '1.0',
  instance: 'required',
  properties: {},
  events: ['Event'],
  directives: [],
  needs: ['capabilityResources', 'configuration'],
  configuration: {
    type: 'object',
    required: ['supportedEvents'],
    properties: {
      supportedEvents: {
        type: 'array',
        minItems: 1,
        items: {
          type: 'object',
          required: ['id', 'friendlyNames'],
          properties: { id: { type: 'string', minLength: 1 }, friendlyNames: { type: 'array', minItems: 1 } },
        },
      },
    },
  },
  lifecycle: 'current',
  source: 'simple-event-source interface, Discovery; fact sheet 3.3',
  confidence: ['D'],
};
