/** Why something happened. Which causes are allowed depends on the kind of message. Source: fact sheet 2.1, cause.type. */
export const causeSchema = {
  type: 'object',
  required: ['type'],
  additionalProperties: false,
  properties: { type: { type: 'string', minLength: 1 } },
} as const;
