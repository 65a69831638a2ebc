import type { XStatic } from 'typebox/schema';

/**
 * Whose home an event speaks of: the customer's access token. Its other documented types belong to interfaces that
 * do not post to the gateway. Source: fact sheet 1.3.
 */
export const scopeSchema = {
  type: 'object',
  missing: 'scope-missing',
  required: ['type', 'token'],
  properties: {
    type: { const: 'BearerToken', rule: 'scope-type' },
    token: {
      type: 'string',
      pattern: '\\S',
      rule: 'scope-token',
      missing: 'scope-missing',
      allowed: "the customer's access token",
      secret: true,
    },
  },
} as const;

/** Whose home an event speaks of: the customer's access token. */
export type Scope = XStatic<typeof scopeSchema>;
