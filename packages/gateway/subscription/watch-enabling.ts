import type { Region } from '@gatehouse/protocol';
import type { HomeKey } from '../home/home.ts';
import { allowedOf, type CustomerHouse, settleNotices } from './change-customer.ts';
import { type TellingHouse, tellSkill } from './tell-skill.ts';
import type { ToldEvent } from './told-event.ts';

/** An enabling or disabling under way. */
export interface EnablingWatch {
  /** Tells the skill of the difference between then and now, and of `further` where it has just been enabled. */
  tell(further?: readonly ToldEvent[]): Promise<void>;
}

/** What a watch works with. */
export interface WatchContext {
  readonly house: CustomerHouse & TellingHouse;
  /** The host and port of each region's listener. */
  hostOf(region: Region): string;
}

/** Remembers what a customer allows a skill, and what notices were due, before the skill is enabled or disabled. */
export function watchEnabling({ skillId, userId }: HomeKey, { house, hostOf }: WatchContext): EnablingWatch {
  const { customers, links } = house;
  const customer = customers.read(userId);
  const before = customer && allowedOf(customer, skillId, links);
  settleNotices(userId, house);
  return {
    tell: async (further = []) => {
      const now = customers.read(userId);
      if (now === undefined) return;
      const after = allowedOf(now, skillId, links);
      const isNew = before === undefined && after !== undefined;
      await tellSkill({ skillId, customer: now, before, after, further: isNew ? further : [], hostOf }, house);
    },
  };
}
