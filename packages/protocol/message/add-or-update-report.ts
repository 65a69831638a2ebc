import type { XStatic } from 'typebox/schema';
import { headerSchema } from './header.ts';
import { scopeSchema } from './scope-schema.ts';

/** Endpoints that are new or have changed; the scope stands in the payload. Its endpoints are judged one by one. Source: fact sheet 2 and 4. */
export const addOrUpdateReportSchema = {
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
            endpoints: { type: 'array', items: { type: 'object' } },
            scope: scopeSchema as typeof scopeSchema,
          },
        },
      },
    },
  },
} as const;

/** Endpoints that are new or have changed; the scope stands in the payload. Its endpoints are judged one by one. */
export type AddOrUpdateReport = XStatic<typeof addOrUpdateReportSchema>;
