import type { Clock, Random, Secret } from '@gatehouse/client/platform';
import { acceptGrant, createHeader, GatehouseError, kindOf, memberOf } from '@gatehouse/protocol';
import type { Customer } from '../customer/customer.ts';
import type { DirectiveSender, SkillReply } from '../directive/directive-sender.ts';
import type { HomeRegistry } from '../home/home-registry.ts';
import type { Reason } from '../journal/reason.ts';
import type { Skill } from '../skill/skill.ts';
import { EVENT_SCOPE, type TokenOwner, type TokenPair } from '../token/token.ts';
import type { TokenRegistry } from '../token/token-registry.ts';
import type { Link } from './link.ts';
import type { LinkRegistry } from './link-registry.ts';

/** What linking works with. */
export interface LinkHouse {
  readonly clock: Clock;
  readonly random: Random;
  readonly links: LinkRegistry;
  readonly tokens: TokenRegistry;
  readonly homes: HomeRegistry;
  readonly directives: DirectiveSender;
}

/** A skill to enable for a customer. */
export interface LinkAsk {
  readonly skill: Skill;
  readonly customer: Customer;
  /** The customer's access token for the skill's own cloud, from account linking. */
  readonly granteeToken: Secret;
  /** For AcceptGrant and Discover together, in milliseconds. */
  readonly timeoutMs: number;
}

/** The answer of `POST /_gatehouse/links`: the skill's whole replies. */
export interface LinkAnswer {
  readonly skillId: string;
  readonly userId: string;
  readonly linked: boolean;
  readonly acceptGrant: unknown;
  readonly discover?: unknown;
  /** Why there is no `discover`, or why some of its endpoints were not taken. */
  readonly problem?: Pick<Reason, 'code' | 'message'>;
}

/**
 * Enables a skill for a customer, as the Alexa app does: AcceptGrant with a fresh code, then Discover, whose endpoints
 * come into the customer's home (send-events 2023, Event gateway access flow). The link holds while AcceptGrant is
 * under way, so that what the skill sends at once is taken; it ends again when the skill refuses, unless it was there
 * before.
 *
 * @throws GatehouseError `directive-failed` when the skill has no URL or gives no usable reply to AcceptGrant in time
 */
export async function linkSkill(ask: LinkAsk, house: LinkHouse): Promise<LinkAnswer> {
  const { skill, customer } = ask;
  const before = house.links.read(skill.skillId, customer.userId);
  const link = putLink(ask, house);
  const startedAt = house.clock.monotonic();
  const granted = await sendAcceptGrant(ask, { link, house });
  const accepted = granted.type === 'replied' && kindOf(granted.reply) === 'AcceptGrant.Response';
  if (!accepted && link.id !== before?.id) endLink(link, house);
  const names = { skillId: skill.skillId, userId: customer.userId };
  if (granted.type === 'failed') throw unusable('AcceptGrant', granted.reason.message);
  if (!accepted) return { ...names, ...judgeRefusal(granted.reply) };
  const leftMs = ask.timeoutMs - (house.clock.monotonic() - startedAt);
  const discovered = isLinked(link, house) ? await discover(ask, { link, leftMs, house }) : {};
  return { ...names, linked: isLinked(link, house), acceptGrant: granted.reply, ...discovered };
}

/** Disables a skill for a customer: its tokens end, its endpoints leave the home. False when it was not enabled. */
export function unlinkSkill(names: { readonly skillId: string; readonly userId: string }, house: LinkHouse): boolean {
  const link = house.links.read(names.skillId, names.userId);
  if (link === undefined) return false;
  endLink(link, house);
  house.homes.removeEndpoints(names);
  return true;
}

/** Enables a skill without any directive and makes tokens for it, for a first experiment. */
export function grantTokens(ask: Pick<LinkAsk, 'skill' | 'customer'>, house: LinkHouse): TokenPair {
  return house.tokens.createPair(ownerOf(ask.skill, putLink(ask, house)));
}

/** The link that is there, if it is of the customer's region; else a new one, to which earlier tokens are strangers. */
function putLink(ask: Pick<LinkAsk, 'skill' | 'customer'> & Partial<LinkAsk>, house: LinkHouse): Link {
  const { skill, customer, granteeToken } = ask;
  const before = house.links.read(skill.skillId, customer.userId);
  const link: Link =
    before?.region === customer.region
      ? before
      : {
          id: house.random.uuid(),
          skillId: skill.skillId,
          userId: customer.userId,
          region: customer.region,
          since: house.clock.now(),
        };
  house.links.put({ ...link, ...(granteeToken !== undefined && { granteeToken }) });
  return link;
}

/** A link may end while the skill is being asked: disabled, or its customer deleted. */
function isLinked(link: Link, house: LinkHouse): boolean {
  return house.links.read(link.skillId, link.userId)?.id === link.id;
}

function endLink(link: Link, house: LinkHouse): void {
  if (isLinked(link, house)) house.links.remove(link.skillId, link.userId);
  house.tokens.revokeLink(link.id);
}

function ownerOf(skill: Skill, link: Link): TokenOwner {
  return {
    skillId: skill.skillId,
    stage: skill.stage,
    scope: EVENT_SCOPE,
    link: { id: link.id, userId: link.userId },
  };
}

function sendAcceptGrant(ask: LinkAsk, { link, house }: { link: Link; house: LinkHouse }): Promise<SkillReply> {
  const code = house.tokens.createCode(ownerOf(ask.skill, link));
  const directive = acceptGrant({
    messageId: house.random.uuid(),
    code: code.reveal(),
    granteeToken: ask.granteeToken.reveal(),
  });
  return house.directives.send({ target: ask.skill, directive, timeoutMs: ask.timeoutMs });
}

function judgeRefusal(reply: unknown): Pick<LinkAnswer, 'linked' | 'acceptGrant'> {
  const kind = kindOf(reply);
  if (kind === 'AcceptGrant.ErrorResponse' || kind === 'ErrorResponse') return { linked: false, acceptGrant: reply };
  throw unusable(
    'AcceptGrant',
    `it answered ${kind ?? 'no event'}; allowed are AcceptGrant.Response and ErrorResponse`,
  );
}

async function discover(
  ask: LinkAsk,
  rest: { readonly link: Link; readonly leftMs: number; readonly house: LinkHouse },
): Promise<Pick<LinkAnswer, 'discover' | 'problem'>> {
  const { skill, customer, granteeToken } = ask;
  const directive = {
    directive: {
      header: createHeader(['Alexa.Discovery', 'Discover'], { messageId: rest.house.random.uuid() }),
      payload: { scope: { type: 'BearerToken', token: granteeToken.reveal() } },
    },
  };
  const timeoutMs = Math.max(1, rest.leftMs);
  const answer = await rest.house.directives.send({ target: skill, directive, timeoutMs });
  if (answer.type === 'failed') return { problem: answer.reason };
  const endpoints = endpointsOf(answer.reply);
  if (endpoints === undefined) {
    return {
      discover: answer.reply,
      problem: { code: 'no-endpoints', message: 'The answer is no Discover.Response with endpoints' },
    };
  }
  if (!isLinked(rest.link, rest.house)) return { discover: answer.reply };
  const key = { skillId: skill.skillId, userId: customer.userId };
  const { refused } = rest.house.homes.registerEndpoints(key, endpoints);
  if (refused.length === 0) return { discover: answer.reply };
  const places = refused.map(({ index, code }) => `${index} (${code})`).join(', ');
  return {
    discover: answer.reply,
    problem: { code: 'endpoints-refused', message: `Not taken were the endpoints at ${places}` },
  };
}

function endpointsOf(reply: unknown): readonly unknown[] | undefined {
  if (kindOf(reply) !== 'Discover.Response') return undefined;
  const endpoints = memberOf(memberOf(memberOf(reply, 'event'), 'payload'), 'endpoints');
  return Array.isArray(endpoints) ? endpoints : undefined;
}

function unusable(directive: string, found: string): GatehouseError {
  return new GatehouseError('directive-failed', `Sending ${directive} to the skill brought no usable reply: ${found}`);
}
