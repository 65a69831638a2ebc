import type { XStatic } from 'typebox/schema';
import { eventEndpointSchema } from './event-endpoint.ts';
import { headerSchema } from './header.ts';
import { contextSchema } from './state-property.ts';

/** The answer to a directive, direct or later, with the state after it. Source: fact sheet 2. */
export const responseSchema = {
  type: 'object',
  required: ['event'],
  additionalProperties: false,
  properties: {
    context: contextSchema as typeof contextSchema,

    event: {
      type: 'object',
      rule: 'event-missing',
      missing: 'event-missing',
      required: ['header', 'payload'],
      additionalProperties: false,
      properties: {
        header: headerSchema as typeof headerSchema,
        endpoint: eventEndpointSchema as typeof eventEndpointSchema,

        payload: { type: 'object' },
      },
    },
  },
} as const;

/** The answer to a directive, direct or later, with the state after it. */
export type Response = XStatic<typeof responseSchema>;
