const textSchema = { type: 'string', minLength: 1 } as const;

/** The member `customer` of the configuration: how the customer of a directive is found. */
export const customerSectionSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['resolve'],
  properties: {
    resolve: { enum: ['header', 'introspection', 'jwt', 'userinfo'] },
    url: textSchema as typeof textSchema,
    clientId: textSchema as typeof textSchema,
    clientSecret: textSchema as typeof textSchema,
    clientSecretFile: textSchema as typeof textSchema,
    issuer: textSchema as typeof textSchema,
    audience: textSchema as typeof textSchema,
    algorithms: {
      type: 'array',
      minItems: 1,
      items: {
        enum: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
      },
    },
    claim: textSchema as typeof textSchema,
    timeoutMs: { type: 'integer', minimum: 1, maximum: 7_000 },
    cacheMs: { type: 'integer', minimum: 0, maximum: 3_600_000 },
  },
} as const;
