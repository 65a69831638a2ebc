import { API_SCOPES } from '../http/api-scope.ts';

const scopeSchema = { enum: API_SCOPES as typeof API_SCOPES } as const;

/** The member `apiKeys` of the configuration, as `gatehouse keys api` prints its entries. */
export const apiKeysSectionSchema = {
  type: 'array',
  minItems: 1,
  maxItems: 100,
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['id', 'hash'],
    properties: {
      id: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,64}$' },
      hash: { type: 'string', pattern: '^[0-9a-f]{64}$' },
      scopes: { type: 'array', minItems: 1, items: scopeSchema as typeof scopeSchema },
      expiresAt: { type: 'string' },
    },
  },
} as const;
