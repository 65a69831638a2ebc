import { endpointIdSchema } from './endpoint-id.ts';
import { scopeSchema } from './scope-schema.ts';

/** The endpoint that an event is about. Further members, such as `cookie`, are let through. Source: fact sheet 1.2. */
export const eventEndpointSchema = {
  type: 'object',
  rule: 'endpoint-missing',
  required: ['endpointId'],
  properties: {
    endpointId: endpointIdSchema as typeof endpointIdSchema,
    scope: scopeSchema as typeof scopeSchema,
  },
} as const;
