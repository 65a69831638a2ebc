import type { XStatic } from 'typebox/schema';
import { headerSchema } from './header.ts';

/** The direct answer that announces a later one; without endpoint and context. Source: fact sheet 2. */
export const deferredResponseSchema = {
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
        payload: { type: 'object', properties: { estimatedDeferralInSeconds: { type: 'integer' } } },
      },
    },
  },
} as const;

/** The direct answer that announces a later one; without endpoint and context. */
export type DeferredResponse = XStatic<typeof deferredResponseSchema>;
