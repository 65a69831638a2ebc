import type { XStatic } from 'typebox/schema';
import { headerSchema } from './header.ts';

/** The answer to Discover. Its endpoints are judged one by one. Source: fact sheet 2 and 4. */
export const discoverResponseSchema = {
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
          required: ['endpoints'],
          properties: { endpoints: { type: 'array', items: { type: 'object' } } },
        },
      },
    },
  },
} as const;

/** The answer to Discover. Its endpoints are judged one by one. */
export type DiscoverResponse = XStatic<typeof discoverResponseSchema>;
