import { Compile, type XStatic } from 'typebox/schema';
import type { StateRecord } from '../record/state-record.ts';
import { parseShape } from '../shape/shape.ts';
import type { Skill } from './skill.ts';
import { skillSchema } from './skill-schema.ts';

const { name, clientId, stage, permissions, directiveUrl, invoke, publications, eventsUrl, subscriptions } =
  skillSchema.properties;

const recordSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'clientId', 'clientSecret', 'stage', 'permissions', 'invoke', 'publications'],
  properties: {
    name,
    clientId,
    clientSecret: {
      type: 'object',
      additionalProperties: false,
      required: ['salt', 'hash'],
      properties: {
        salt: { type: 'string', minLength: 1, maxLength: 256 },
        hash: { type: 'string', pattern: '^[A-Za-z0-9+/]{43}=$' },
      },
    },
    stage,
    permissions,
    directiveUrl,
    invoke,
    publications,
    eventsUrl,
    subscriptions,
  },
} as const;

const validator = Compile(recordSchema);

/** A skill as a record: its client secret as a fingerprint. */
export function encodeSkill(skill: Skill): StateRecord {
  const { skillId: key, ...value } = skill;
  return { kind: 'skill', key, value };
}

/** The skill of {@link encodeSkill}; throws `invalid-request` when the value is none. */
export function parseSkillRecord({ key, value }: StateRecord): Skill {
  const parsed = parseShape<XStatic<typeof recordSchema>>(validator, value, { what: 'skill' });
  const { directiveUrl: url, eventsUrl: events, subscriptions: told, ...rest } = parsed;
  return {
    skillId: key,
    ...rest,
    ...(url !== undefined && { directiveUrl: url }),
    ...(events !== undefined && { eventsUrl: events }),
    ...(told !== undefined && { subscriptions: told }),
  };
}
