import type { XStatic } from 'typebox/schema';
import { endpointIdSchema } from './endpoint-id.ts';
import { headerSchema } from './header.ts';
import { scopeSchema } from './scope-schema.ts';

/** Endpoints that are gone; the scope stands in the payload. Source: fact sheet 2 and 4. */
export const deleteReportSchema = {
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
          properties: {
            endpoints: {
              type: 'array',
              items: {
                type: 'object',
                required: ['endpointId'],
                properties: { endpointId: endpointIdSchema as typeof endpointIdSchema },
              },
            },
            scope: scopeSchema as typeof scopeSchema,
          },
        },
      },
    },
  },
} as const;

/** Endpoints that are gone; the scope stands in the payload. */
export type DeleteReport = XStatic<typeof deleteReportSchema>;
