/**
 * A name for customers: an asset of the global catalogue, or a text in one language. Source: fact sheet 3.5,
 * friendlyNames.
 */
export const labelSchema = {
  type: 'object',
  required: ['@type', 'value'],
  anyOf: [
    {
      properties: {
        '@type': { const: 'asset' },
        value: { type: 'object', required: ['assetId'], properties: { assetId: { type: 'string', minLength: 1 } } },
      },
    },
    {
      properties: {
        '@type': { const: 'text' },
        value: {
          type: 'object',
          required: ['text', 'locale'],
          properties: { text: { type: 'string', minLength: 1 }, locale: { type: 'string', minLength: 1 } },
        },
      },
    },
  ],
  allowed: 'an asset with its assetId, or a text with its locale',
} as const;
