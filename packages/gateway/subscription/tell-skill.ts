import type { Mode, Region } from '@gatehouse/protocol';
import type { Customer } from '../customer/customer.ts';
import type { SkillRegistry } from '../skill/skill-registry.ts';
import type { SentSkillEvent, SkillEventSender } from './skill-event-sender.ts';
import { type Allowed, listSubscriptionEvents } from './subscription-events.ts';
import type { ToldEvent } from './told-event.ts';

/** What skills are told with. */
export interface TellingHouse {
  readonly mode: Mode;
  readonly skills: SkillRegistry;
  readonly skillEvents: SkillEventSender;
  /** Resolves when everything that was kept up to now is durable; undefined when it is so already. */
  untilDurable(): Promise<void> | undefined;
}

/** A change of what a customer allows one skill. */
export interface AllowedChange {
  readonly skillId: string;
  readonly customer: Pick<Customer, 'locale' | 'region' | 'userId'>;
  readonly before: Allowed;
  readonly after: Allowed;
  /** Skill events that follow. */
  readonly further?: readonly ToldEvent[];
  /** The host and port of each region's listener. */
  hostOf(region: Region): string;
}

/** Tells a skill of a change, after that is durable; a skill that is not known, or has no `eventsUrl`, is told nothing. */
export async function tellSkill(change: AllowedChange, house: TellingHouse): Promise<readonly SentSkillEvent[]> {
  const skill = house.skills.read(change.skillId);
  const events = [...listSubscriptionEvents(change, house.mode), ...(change.further ?? [])];
  if (skill?.eventsUrl === undefined || events.length === 0) return [];
  await house.untilDurable();
  const { customer } = change;
  return house.skillEvents.send({ skill, customer, events, apiEndpoint: `http://${change.hostOf(customer.region)}` });
}
