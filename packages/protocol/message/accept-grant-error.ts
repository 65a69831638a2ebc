import type { XStatic } from 'typebox/schema';
import { headerSchema } from './header.ts';

/** The answer to AcceptGrant when the code could not be exchanged. Source: fact sheet 2 and 5. */
export const acceptGrantErrorSchema = {
  type: 'object',
  required: ['event'],
  additionalProperties: false,
  properties: {
    event: {
      type: 'object',
      rule: 'event-missing',
      missing: 'event-missing',
      required: ['header', 'payload'],
      additionalProperties: false,
      properties: {
        header: headerSchema as typeof headerSchema,
        payload: {
          type: 'object',
          required: ['type', 'message'],
          properties: {
            type: { const: 'ACCEPT_GRANT_FAILED', rule: 'error-type' },
            message: { type: 'string' },
          },
        },
      },
    },
  },
} as const;

/** The answer to AcceptGrant when the code could not be exchanged. */
export type AcceptGrantError = XStatic<typeof acceptGrantErrorSchema>;
