/** What to look for, and when it is broadcast; the entities are not described. Source: fact sheet 3.1, RemoteVideoPlayer. */
export const searchSchema = {
  type: 'object',
  required: ['entities'],
  properties: {
    entities: { type: 'array', items: { type: 'object' } },
    timeWindow: { type: 'object', properties: { start: { type: 'string' }, end: { type: 'string' } } },
    quantifier: { type: 'object', properties: { name: { enum: ['ALL', 'NEXT', 'NEW', 'WATCHED'] } } },
  },
} as const;
