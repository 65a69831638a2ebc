import type { XStatic } from 'typebox/schema';

/** Names of events as texts, or as the manifest has them. */
const eventNamesSchema = {
  type: 'array',
  maxItems: 1000,
  items: {
    anyOf: [
      { type: 'string', minLength: 1, maxLength: 256 },
      {
        type: 'object',
        additionalProperties: false,
        required: ['eventName'],
        properties: { eventName: { type: 'string', minLength: 1, maxLength: 256 } },
      },
    ],
  },
} as const;

/** The body of `PUT /_gatehouse/skills/{skillId}`. */
export const skillSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['clientId'],
  properties: {
    skillId: { type: 'string', minLength: 1, maxLength: 256 },
    name: { type: 'string', minLength: 1, maxLength: 256 },
    clientId: { type: 'string', minLength: 1, maxLength: 100 },
    clientSecret: { type: 'string', minLength: 1, maxLength: 1024 },
    stage: { enum: ['development', 'certification', 'live'] },
    permissions: { type: 'array', maxItems: 100, items: { type: 'string', minLength: 1, maxLength: 256 } },
    directiveUrl: { type: 'string', minLength: 1, maxLength: 2048 },
    invoke: { enum: ['http', 'lambda'] },
    publications: eventNamesSchema as typeof eventNamesSchema,
    eventsUrl: { type: 'string', minLength: 1, maxLength: 2048 },
    subscriptions: eventNamesSchema as typeof eventNamesSchema,
    retiredTokens: { type: 'integer', minimum: 0 },
  },
} as const;

/** A skill as it is described over the control API; members left out get their default. */
export type SkillBody = XStatic<typeof skillSchema>;
