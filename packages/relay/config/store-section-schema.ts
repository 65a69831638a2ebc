const textSchema = { type: 'string', minLength: 1 } as const;

/** The member `store` of the configuration: one store for everybody, or one for each region. */
export const storeSectionSchema = {
  anyOf: [
    textSchema as typeof textSchema,
    {
      type: 'object',
      additionalProperties: false,
      required: ['regions'],
      properties: {
        regions: {
          type: 'object',
          additionalProperties: false,
          minProperties: 1,
          properties: {
            NA: textSchema as typeof textSchema,
            EU: textSchema as typeof textSchema,
            FE: textSchema as typeof textSchema,
          },
        },
      },
    },
  ],
} as const;
