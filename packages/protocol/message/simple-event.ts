import type { XStatic } from 'typebox/schema';
import { eventEndpointSchema } from './event-endpoint.ts';
import { headerSchema } from './header.ts';

/** A stateless event has fired, such as the press of a button. Source: simple-event-source interface, SimpleEvent payload. */
export const simpleEventSchema = {
  type: 'object',
  required: ['event'],
  additionalProperties: false,
  properties: {
    context: { type: 'object' },

    event: {
      type: 'object',
      rule: 'event-missing',
      missing: 'event-missing',
      required: ['header', 'payload'],
      additionalProperties: false,
      properties: {
        header: headerSchema as typeof headerSchema,
        endpoint: eventEndpointSchema as typeof eventEndpointSchema,

        payload: {
          type: 'object',
          required: ['timestamp'],
          additionalProperties: false,
          properties: {
            id: { type: 'string', minLength: 1 },
            timestamp: { type: 'string', rule: 'timestamp' },
          },
        },
      },
    },
  },
} as const;

/** A stateless event has fired, such as the press of a button. */
export type SimpleEvent = XStatic<typeof simpleEventSchema>;
