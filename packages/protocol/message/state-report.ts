import type { XStatic } from 'typebox/schema';
import { eventEndpointSchema } from './event-endpoint.ts';
import { headerSchema } from './header.ts';
import { contextSchema } from './state-property.ts';

/** The answer to ReportState. Its payload is empty. Source: fact sheet 2. */
export const stateReportSchema = {
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

        payload: { type: 'object', additionalProperties: false, properties: {} },
      },
    },
  },
} as const;

/** The answer to ReportState. Its payload is empty. */
export type StateReport = XStatic<typeof stateReportSchema>;
