import type { Region } from '@gatehouse/protocol';
import type { Customer } from '../customer/customer.ts';
import type { CustomerRegistry } from '../customer/customer-registry.ts';
import type { LinkRegistry } from '../link/link-registry.ts';
import { EVENT_PERMISSION } from '../skill/skill.ts';
import type { SkillRegistry } from '../skill/skill-registry.ts';
import type { TokenOwner } from '../token/token.ts';
import { type EventRefusal, refuseEvent } from './event-refusal.ts';

/** Who is known to the gateway. */
export interface StandingHouse {
  readonly skills: SkillRegistry;
  readonly customers: CustomerRegistry;
  readonly links: LinkRegistry;
}

/** The customer for whom a token may speak. */
export interface StandingAccepted {
  readonly type: 'accepted';
  readonly customer: Customer;
}

/**
 * Judges for whom a valid token speaks: the skill is there and in the token's stage, the customer is there. Nothing
 * is said of regions, so that a region can be asked for.
 */
export function judgeAccount(owner: TokenOwner, house: StandingHouse): StandingAccepted | EventRefusal {
  const skill = house.skills.read(owner.skillId);
  if (skill === undefined) return refuseEvent('skill-unknown');
  if (skill.stage !== owner.stage) return refuseEvent('skill-stage');
  if (owner.link === undefined) return refuseEvent('token-scope');
  const customer = house.customers.read(owner.link.userId);
  return customer === undefined ? refuseEvent('customer-unknown') : { type: 'accepted', customer };
}

/**
 * Judges whether a valid token may post events to this region: the account as {@link judgeAccount} does, then the
 * customer's region, the link and the skill's permission (send-events reference, 403 and 404).
 */
export function judgeStanding(
  owner: TokenOwner,
  place: { readonly region: Region; readonly house: StandingHouse },
): StandingAccepted | EventRefusal {
  const { region, house } = place;
  const account = judgeAccount(owner, house);
  if (account.type === 'refused') return account;
  const { customer } = account;
  const link = house.links.read(owner.skillId, customer.userId);
  if (link === undefined || link.id !== owner.link?.id) return refuseEvent('never-enabled');
  if (link.region !== customer.region) {
    return refuseEvent(
      'customer-moved',
      `The customer moved from ${link.region} to ${customer.region} after the skill was enabled, and has to enable it again`,
    );
  }
  if (customer.region !== region) {
    return refuseEvent('wrong-region', `The customer is in ${customer.region}, the message came to ${region}`);
  }
  const permitted = house.skills.read(owner.skillId)?.permissions.includes(EVENT_PERMISSION) ?? false;
  return permitted ? account : refuseEvent('permission-missing');
}
