import type { XStatic } from 'typebox/schema';
import { eventEndpointSchema } from './event-endpoint.ts';
import { headerSchema } from './header.ts';

/** The answer to a directive that failed. Which types a namespace has, and what they need, is in the table of error types. Source: fact sheet 2 and 5. */
export const errorResponseSchema = {
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
          required: ['type'],
          properties: {
            type: { type: 'string', minLength: 1 },
            message: { type: 'string' },
          },
        },
      },
    },
  },
} as const;

/** The answer to a directive that failed. Which types a namespace has, and what they need, is in the table of error types. */
export type ErrorResponse = XStatic<typeof errorResponseSchema>;
