import type { Secret } from '@gatehouse/client/platform';
import { GatehouseError } from '@gatehouse/protocol';
import type { Customer } from '../customer/customer.ts';
import type { HomeRegistry } from '../home/home-registry.ts';
import type { Skill } from '../skill/skill.ts';
import type { TokenPair } from '../token/token.ts';
import { type GrantHouse, ownerOf, sendAcceptGrant } from './accept-grant.ts';
import { type Discovery, discoverHome } from './discover-home.ts';
import type { Link } from './link.ts';
import type { LinkRegistry } from './link-registry.ts';

/** What linking works with. */
export interface LinkHouse extends GrantHouse {
  readonly links: LinkRegistry;
  readonly homes: HomeRegistry;
}

/** A skill to enable for a customer. */
export interface LinkAsk {
  readonly skill: Skill;
  readonly customer: Customer;
  /** The customer's access token for the skill's own cloud, from account linking. */
  readonly granteeToken: Secret;
  /** How often to try AcceptGrant when the skill gives no usable answer. */
  readonly attempts: number;
  /** For AcceptGrant and Discover together, in milliseconds. */
  readonly timeoutMs: number;
}

/**
 * The answer of `POST /_gatehouse/links`: the skill's whole replies. `problem` says why there is no `discover`, or why
 * some of its endpoints were not taken.
 */
export interface LinkAnswer extends Discovery {
  readonly skillId: string;
  readonly userId: string;
  readonly linked: boolean;
  readonly acceptGrant: unknown;
}

/**
 * Enables a skill for a customer, as the Alexa app does: AcceptGrant with a fresh code, then Discover, whose endpoints
 * come into the customer's home (send-events 2023, Event gateway access flow). The link holds while AcceptGrant is
 * under way, so that what the skill sends at once is taken; it ends again when the skill refuses, unless it was there
 * before. Siblings: `accept-grant.ts` and `discover-home.ts` send, `backfill-skill.ts` asks every customer's grant anew.
 *
 * @throws GatehouseError `directive-failed` when the skill has no URL or gives no usable reply to AcceptGrant in time
 */
export async function linkSkill(ask: LinkAsk, house: LinkHouse): Promise<LinkAnswer> {
  const { skill, customer, granteeToken, attempts, timeoutMs } = ask;
  const before = house.links.read(skill.skillId, customer.userId);
  const link = putLink(ask, house);
  const startedAt = house.clock.monotonic();
  const granted = await sendAcceptGrant({ skill, link, granteeToken, cause: 'link', attempts, timeoutMs }, house);
  if (granted.type !== 'accepted' && link.id !== before?.id) endLink(link, house);
  const names = { skillId: skill.skillId, userId: customer.userId };
  if (granted.type === 'failed') throw unusable(granted.reason.message);
  if (granted.type === 'refused') return { ...names, linked: false, acceptGrant: granted.reply };
  const leftMs = Math.max(1, timeoutMs - (house.clock.monotonic() - startedAt));
  const holds = (): boolean => isLinked(link, house);
  const discovering = { skill, link, granteeToken, timeoutMs: leftMs, isLinked: holds };
  const discovered = holds() ? await discoverHome(discovering, house) : {};
  return { ...names, linked: holds(), acceptGrant: granted.reply, ...discovered };
}

/** Disables a skill for a customer: its tokens end, its endpoints leave the home. False when it was not enabled. */
export function unlinkSkill(names: { readonly skillId: string; readonly userId: string }, house: LinkHouse): boolean {
  const link = house.links.read(names.skillId, names.userId);
  if (link === undefined) return false;
  endLink(link, house);
  house.homes.removeEndpoints(names);
  return true;
}

/** Ends a link whose skill or customer goes: its tokens are not void, but speak for somebody who is not there. */
export function dropLink(link: Link, house: Pick<LinkHouse, 'links' | 'tokens'>): void {
  house.links.remove(link.skillId, link.userId);
  house.tokens.leaveLink(link.id);
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
  if (before !== undefined && before.id !== link.id) house.tokens.leaveLink(before.id);
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

function unusable(found: string): GatehouseError {
  return new GatehouseError('directive-failed', `Sending AcceptGrant to the skill brought no usable reply: ${found}`);
}
