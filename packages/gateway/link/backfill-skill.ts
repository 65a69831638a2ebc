import { memberOf, textAt } from '@gatehouse/protocol';
import type { Skill } from '../skill/skill.ts';
import { type GrantHouse, sendAcceptGrant } from './accept-grant.ts';
import { createGranteeToken } from './grantee-token.ts';
import type { Link } from './link.ts';
import type { LinkRegistry } from './link-registry.ts';

/** What a backfill works with. */
export interface BackfillHouse extends GrantHouse {
  readonly links: LinkRegistry;
}

/** A skill whose customers are to be granted anew. */
export interface BackfillAsk {
  readonly skill: Skill;
  /** How often to try each AcceptGrant when the skill gives no usable answer. */
  readonly attempts: number;
  /** For each customer, in milliseconds. */
  readonly timeoutMs: number;
}

/** A customer for whom the skill took no grant, and what it answered. */
export interface BackfillFailure {
  readonly userId: string;
  readonly code: string;
  readonly message: string;
}

/** How a backfill ended: `links` is the sum of the counts after it; `failures` lists the first 100. */
export interface BackfillAnswer {
  readonly skillId: string;
  readonly links: number;
  readonly accepted: number;
  readonly refused: number;
  readonly failed: number;
  readonly failures: readonly BackfillFailure[];
}

/** How many customers are asked for at a time. */
const AT_A_TIME = 8;
const MOST_FAILURES = 100;

/**
 * Sends AcceptGrant for every customer for whom the skill is enabled, as Alexa does when a skill moves to v3 or gets
 * the permission to send events (send-events 2023, Best practices; fact sheet 2.2). Links stay whatever is answered, and
 * so do the tokens that were made before. Never rejects.
 */
export async function backfillSkill(ask: BackfillAsk, house: BackfillHouse): Promise<BackfillAnswer> {
  const { skillId } = ask.skill;
  const links = house.links.listOfSkill(skillId).sort((a, b) => (a.userId < b.userId ? -1 : 1));
  const results: (BackfillFailure | undefined)[] = [];
  const counts = { accepted: 0, refused: 0, failed: 0 };
  const waiting = links.entries();
  const work = async (): Promise<void> => {
    for (const [index, link] of waiting) {
      const { type, failure } = await grantOne(link, { ask, house });
      counts[type] += 1;
      results[index] = failure;
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  const failures = results.filter(failure => failure !== undefined).slice(0, MOST_FAILURES);
  return { skillId, links: links.length, ...counts, failures };
}

interface Granting {
  readonly ask: BackfillAsk;
  readonly house: BackfillHouse;
}

async function grantOne(
  link: Link,
  { ask, house }: Granting,
): Promise<{ readonly type: 'accepted' | 'refused' | 'failed'; readonly failure?: BackfillFailure }> {
  const granteeToken = link.granteeToken ?? createGranteeToken(house.random);
  const granted = await sendAcceptGrant({ ...ask, link, granteeToken, cause: 'backfill' }, house);
  const { userId } = link;
  if (granted.type === 'accepted') return { type: 'accepted' };
  if (granted.type === 'failed') {
    const { code, message } = granted.reason;
    return { type: 'failed', failure: { userId, code, message } };
  }
  const payload = memberOf(memberOf(granted.reply, 'event'), 'payload');
  const code = textAt(payload, ['type']) ?? 'ErrorResponse';
  return { type: 'refused', failure: { userId, code, message: 'The skill answered with an error' } };
}
