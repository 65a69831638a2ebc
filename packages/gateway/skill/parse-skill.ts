import type { Random } from '@gatehouse/client/platform';
import { GatehouseError } from '@gatehouse/protocol';
import { Compile } from 'typebox/schema';
import { parseShape } from '../shape/shape.ts';
import { fingerprintSecret, SALT_BYTES, type SecretFingerprint } from './secret-fingerprint.ts';
import { EVENT_PERMISSION, type Skill } from './skill.ts';
import { type SkillBody, skillSchema } from './skill-schema.ts';

const validator = Compile(skillSchema);

/** What {@link parseSkill} needs beside the body. */
export interface SkillContext {
  readonly skillId: string;
  /** The skill as it was, if it is replaced; a body without `clientSecret` keeps its secret. */
  readonly before: Skill | undefined;
  /** Where the salt of a new secret comes from. */
  readonly random: Pick<Random, 'bytes'>;
  /** Throws `directive-url-refused` for a URL that directives must not go to. */
  checkDirectiveUrl(url: string): void;
}

/**
 * Reads the body of `PUT /skills/{skillId}`. Defaults: the id as name, stage `development`, the permission to send
 * events, invoked over HTTP, no publications, every skill event.
 *
 * @throws GatehouseError `invalid-request` with the pointer of the member that is wrong, `directive-url-refused` for
 *   a URL beyond loopback and the configured hosts
 */
export function parseSkill(body: unknown, context: SkillContext): Skill {
  const parsed = parseShape<SkillBody>(validator, body, { what: 'skill' });
  if (parsed.skillId !== undefined && parsed.skillId !== context.skillId) {
    throw new GatehouseError(
      'invalid-request',
      'Cannot take the skill at /skillId: it differs from the id in the path; leave it out',
      { pointer: '/skillId' },
    );
  }
  for (const url of [parsed.directiveUrl, parsed.eventsUrl]) if (url !== undefined) context.checkDirectiveUrl(url);
  return {
    skillId: context.skillId,
    name: parsed.name ?? context.skillId,
    clientId: parsed.clientId,
    clientSecret: secretOf(parsed, context),
    stage: parsed.stage ?? 'development',
    permissions: parsed.permissions ?? [EVENT_PERMISSION],
    ...(parsed.directiveUrl === undefined ? {} : { directiveUrl: parsed.directiveUrl }),
    invoke: parsed.invoke ?? 'http',
    publications: parsed.publications ?? [],
    ...(parsed.eventsUrl === undefined ? {} : { eventsUrl: parsed.eventsUrl }),
    ...(parsed.subscriptions === undefined ? {} : { subscriptions: parsed.subscriptions }),
  };
}

function secretOf(parsed: SkillBody, context: SkillContext): SecretFingerprint {
  if (parsed.clientSecret !== undefined)
    return fingerprintSecret(parsed.clientSecret, context.random.bytes(SALT_BYTES));
  if (context.before !== undefined) return context.before.clientSecret;
  throw new GatehouseError('invalid-request', 'Cannot take the skill at /clientSecret: a new skill needs one', {
    pointer: '/clientSecret',
  });
}
