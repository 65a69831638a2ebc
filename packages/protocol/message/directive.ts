import type { XStatic } from 'typebox/schema';
import { endpointIdSchema } from './endpoint-id.ts';
import { headerSchema } from './header.ts';

/** Any directive, loosely. Its payload belongs to its interface. Source: fact sheet 3.1, Directives. */
export const directiveSchema = {
  type: 'object',
  required: ['directive'],
  properties: {
    directive: {
      type: 'object',
      rule: 'directive-missing',
      missing: 'directive-missing',
      required: ['header', 'payload'],
      properties: {
        header: headerSchema as typeof headerSchema,
        endpoint: {
          type: 'object',
          required: ['endpointId'],
          properties: {
            endpointId: endpointIdSchema as typeof endpointIdSchema,
            scope: {
              type: 'object',
              required: ['type'],
              properties: {
                type: { type: 'string', minLength: 1 },
                token: { type: 'string', minLength: 1, secret: true },
              },
            },
            cookie: { type: 'object' },
          },
        },
        payload: { type: 'object' },
      },
    },
  },
} as const;

/** Any directive, loosely. */
export type Directive = XStatic<typeof directiveSchema>;
