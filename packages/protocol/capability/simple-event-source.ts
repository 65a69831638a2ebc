import { simpleEventSchema } from '../message/simple-event.ts';
import type { Capability } from './capability.ts';

/** Which event fired, and when. Source: simple-event-source interface, SimpleEvent payload. */
export const simpleEventPayloadSchema: typeof simpleEventSchema.properties.event.properties.payload =
  simpleEventSchema.properties.event.properties.payload;

/** Stateless events such as the buttons of a remote. The instance is unique across endpoints too. */
export const simpleEventSource: Capability = {
  interface: 'Alexa.SimpleEventSource',
  versions: ['1.0'],
  payloadVersion: '1.0',
  instance: 'required',
  properties: {},
  events: ['Event'],
  eventPayloads: { Event: simpleEventPayloadSchema },
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
