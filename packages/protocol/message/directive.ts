import type { XStatic } from 'typebox/schema';
import { endpointIdSchema } from './endpoint-id.ts';
import { headerSchema } from './header.ts';

const textSchema = { type: 'string', minLength: 1 } as const;

/**
 * Whose home a directive speaks of, in one of three types: `BearerToken` with `token`, `BearerTokenWithPartition` with
 * `token`, `partition` and `userId`, `DirectedUserId` with `directedUserId`. Events know the first only. Source: fact
 * sheet 1.3.
 */
const directiveScopeSchema = {
  type: 'object',
  required: ['type'],
  properties: {
    type: { enum: ['BearerToken', 'BearerTokenWithPartition', 'DirectedUserId'] },
    token: { type: 'string', minLength: 1, secret: true },
    partition: textSchema as typeof textSchema,
    userId: textSchema as typeof textSchema,
    directedUserId: textSchema as typeof textSchema,
  },
} as const;

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
            scope: directiveScopeSchema as typeof directiveScopeSchema,
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
