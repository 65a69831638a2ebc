import type { Clock, Random, Secret } from '@gatehouse/client/platform';
import { acceptGrant, kindOf, type Mode } from '@gatehouse/protocol';
import { createDirectiveReason } from '../directive/directive-rules.ts';
import type { DirectiveSender, SkillReply } from '../directive/directive-sender.ts';
import { journalDirective } from '../directive/journal-directive.ts';
import { judgeMessages } from '../directive/judge-messages.ts';
import type { Journal } from '../journal/journal.ts';
import type { DirectiveCause } from '../journal/journal-entry.ts';
import type { Reason } from '../journal/reason.ts';
import type { Skill } from '../skill/skill.ts';
import { EVENT_SCOPE, type TokenOwner } from '../token/token.ts';
import type { TokenRegistry } from '../token/token-registry.ts';
import type { Link } from './link.ts';

/** What AcceptGrant is sent with. */
export interface GrantHouse {
  readonly clock: Clock;
  readonly random: Random;
  readonly mode: Mode;
  readonly tokens: TokenRegistry;
  readonly directives: DirectiveSender;
  readonly journal: Pick<Journal, 'append'>;
  /** Resolves when everything that was kept up to now is durable; undefined when it is so already. */
  untilDurable(): Promise<void> | undefined;
}

/** An AcceptGrant to send. */
export interface GrantAsk {
  readonly skill: Skill;
  readonly link: Link;
  readonly granteeToken: Secret;
  readonly cause: DirectiveCause;
  /** How often to try when the skill gives no usable answer, at least once. */
  readonly attempts: number;
  /** For all attempts together, in milliseconds on the gateway's clock. */
  readonly timeoutMs: number;
}

/** What became of an AcceptGrant: taken, refused with an error, or no usable answer. */
export type Granted =
  | { readonly type: 'accepted' | 'refused'; readonly reply: unknown }
  | { readonly type: 'failed'; readonly reason: Reason };

/** What a code or token made for a link speaks for. */
export function ownerOf(skill: Skill, link: Link): TokenOwner {
  return {
    skillId: skill.skillId,
    stage: skill.stage,
    scope: EVENT_SCOPE,
    link: { id: link.id, userId: link.userId },
  };
}

/**
 * Sends AcceptGrant with a fresh code, again with another while the skill gives no usable answer; each attempt has its
 * share of the time that is left, and its entry in the journal. Never rejects. Source: send-events 2023, Event gateway
 * access flow; how often Alexa tries is not documented.
 */
export async function sendAcceptGrant(ask: GrantAsk, house: GrantHouse): Promise<Granted> {
  const startedAt = house.clock.monotonic();
  for (let left = ask.attempts; ; left -= 1) {
    const leftMs = ask.timeoutMs - (house.clock.monotonic() - startedAt);
    const granted = await sendOnce(ask, { house, timeoutMs: Math.max(1, Math.floor(leftMs / left)) });
    if (granted.type !== 'failed' || left <= 1 || granted.reason.code === 'gateway-stopping') return granted;
  }
}

async function sendOnce(
  ask: GrantAsk,
  { house, timeoutMs }: { readonly house: GrantHouse; readonly timeoutMs: number },
): Promise<Granted> {
  const { skill, link, granteeToken, cause } = ask;
  const code = house.tokens.createCode(ownerOf(skill, link)).reveal();
  // A skill must not hold a code that the gateway does not know after a crash.
  const durable = house.untilDurable();
  if (durable !== undefined) await durable;
  const grant = { messageId: house.random.uuid(), code, granteeToken: granteeToken.reveal() };
  const directive = acceptGrant(grant);
  const answer = await house.directives.send({ target: skill, directive, timeoutMs });
  const granted = judgeGrant(answer);
  const { userId, skillId, region } = link;
  const said = { directive, deferred: false, effects: [], ...(answer.type === 'replied' && { reply: answer.reply }) };
  const problem = granted.type === 'failed' ? { problem: granted.reason } : {};
  const exchange = { ...said, ...problem, tookMs: answer.tookMs, problems: judgeMessages(said, { mode: house.mode }) };
  journalDirective({ origin: { userId, skillId, region, cause }, exchange }, house.journal);
  return granted;
}

function judgeGrant(answer: SkillReply): Granted {
  if (answer.type === 'failed') return { type: 'failed', reason: answer.reason };
  const { reply } = answer;
  const kind = kindOf(reply);
  if (kind === 'AcceptGrant.Response') return { type: 'accepted', reply };
  if (kind === 'AcceptGrant.ErrorResponse' || kind === 'ErrorResponse') return { type: 'refused', reply };
  const message = `it answered ${kind ?? 'no event'}; allowed are AcceptGrant.Response and ErrorResponse`;
  return { type: 'failed', reason: createDirectiveReason('not-a-reply', message) };
}
