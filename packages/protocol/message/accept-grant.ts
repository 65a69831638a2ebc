import type { XStatic } from 'typebox/schema';
import { headerSchema } from './header.ts';

/**
 * The AcceptGrant directive. Other members at the top, such as Lambda's `profile`, are let through. Source: fact
 * sheet 2.2.
 */
export const acceptGrantSchema = {
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
        payload: {
          type: 'object',
          required: ['grant', 'grantee'],
          properties: {
            grant: {
              type: 'object',
              required: ['type', 'code'],
              properties: {
                type: { const: 'OAuth2.AuthorizationCode' },
                code: { type: 'string', minLength: 1, secret: true },
              },
            },
            grantee: {
              type: 'object',
              required: ['type', 'token'],
              properties: {
                type: { type: 'string', minLength: 1 },
                token: { type: 'string', minLength: 1, secret: true },
              },
            },
          },
        },
      },
    },
  },
} as const;

/** The AcceptGrant directive. */
export type AcceptGrant = XStatic<typeof acceptGrantSchema>;
