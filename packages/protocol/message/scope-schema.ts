import type { XStatic } from 'typebox/schema';

/**
 * Whose home an event speaks of: the customer's access token. The other two types of scope, which the official schema
 * refuses, belong to directives. Source: fact sheet 1.3.
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
