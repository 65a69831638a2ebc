import type { XStatic } from 'typebox/schema';

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
    publications: {
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
    },
    retiredTokens: { type: 'integer', minimum: 0 },
  },
} as const;

/** A skill as it is described over the control API; members left out get their default. */
export type SkillBody = XStatic<typeof skillSchema>;
