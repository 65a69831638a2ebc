import type { XStatic } from 'typebox/schema';
import { causeSchema } from './cause-schema.ts';
import { eventEndpointSchema } from './event-endpoint.ts';
import { headerSchema } from './header.ts';

/** Somebody rang. The official schema refuses milliseconds in the timestamp, the documents and production senders do not. Source: fact sheet 2 and 12, row 14. */
export const doorbellPressSchema = {
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
          required: ['cause', 'timestamp'],
          additionalProperties: false,
          properties: {
            cause: causeSchema as typeof causeSchema,
            timestamp: { type: 'string', rule: 'timestamp' },
          },
        },
      },
    },
  },
} as const;

/** Somebody rang. The official schema refuses milliseconds in the timestamp, the documents and production senders do not. */
export type DoorbellPress = XStatic<typeof doorbellPressSchema>;
