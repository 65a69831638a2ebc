import type { XStatic } from 'typebox/schema';
import { causeSchema } from './cause-schema.ts';
import { eventEndpointSchema } from './event-endpoint.ts';
import { headerSchema } from './header.ts';
import { contextSchema, statePropertySchema } from './state-property.ts';

/** What changed at an endpoint, and in the context what did not. Source: fact sheet 2 and 2.1. */
export const changeReportSchema = {
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

        payload: {
          type: 'object',
          required: ['change'],
          additionalProperties: false,
          properties: {
            change: {
              type: 'object',
              required: ['cause', 'properties'],
              additionalProperties: false,
              properties: {
                cause: causeSchema as typeof causeSchema,
                properties: { type: 'array', items: statePropertySchema as typeof statePropertySchema },
              },
            },
          },
        },
      },
    },
  },
} as const;

/** What changed at an endpoint, and in the context what did not. */
export type ChangeReport = XStatic<typeof changeReportSchema>;
