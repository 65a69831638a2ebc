/** Endpoints as a security panel names them to the customer. Source: fact sheet 2, Arm.Response; 5, BYPASS_NEEDED. */
export const endpointNamesSchema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['friendlyName'],
    properties: {
      friendlyName: { type: 'string', minLength: 1 },
      endpointId: { type: 'string', minLength: 1 },
    },
  },
} as const;
