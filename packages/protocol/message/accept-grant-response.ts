import type { XStatic } from 'typebox/schema';
import { headerSchema } from './header.ts';

/** The answer to AcceptGrant after the code was exchanged. Its payload is empty. Source: fact sheet 2. */
export const acceptGrantResponseSchema = {
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
        payload: { type: 'object', additionalProperties: false, properties: {} },
      },
    },
  },
} as const;

/** The answer to AcceptGrant after the code was exchanged. Its payload is empty. */
export type AcceptGrantResponse = XStatic<typeof acceptGrantResponseSchema>;
