/**
 * What `open`, `close`, `raise` and `lower` mean for a capability: which directive an action becomes, which values a
 * state is. Source: fact sheet 3.5, semantics.
 */
export const semanticsSchema = {
  type: 'object',
  properties: {
    actionMappings: {
      type: 'array',
      items: {
        type: 'object',
        required: ['@type', 'actions', 'directive'],
        properties: {
          '@type': { const: 'ActionsToDirective' },
          actions: { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } },
          directive: {
            type: 'object',
            required: ['name'],
            properties: { name: { type: 'string', minLength: 1 }, payload: { type: 'object' } },
          },
        },
      },
    },
    stateMappings: {
      type: 'array',
      items: {
        type: 'object',
        required: ['@type', 'states'],
        properties: {
          '@type': { enum: ['StatesToValue', 'StatesToRange'] },
          states: { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } },
          value: {},
          range: { type: 'object' },
        },
        anyOf: [
          { properties: { '@type': { const: 'StatesToValue' } }, required: ['value'] },
          { properties: { '@type': { const: 'StatesToRange' } }, required: ['range'] },
        ],
        allowed: 'states with the value or the range that they are',
      },
    },
  },
} as const;
