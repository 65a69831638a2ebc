import { REGIONS } from '@gatehouse/protocol';
import type { Chance } from '../simulation/chance.ts';
import { EVENTS, LOCALES } from './draw-notice.ts';
import type { HouseCustomer } from './notice-house.ts';

/** A customer as the first day finds one, or one who comes later. */
export function drawCustomer(chance: Chance, userId: string): HouseCustomer {
  const events = chance.happens(0.1) ? undefined : drawEvents(chance);
  return { userId, region: chance.pick(REGIONS), locale: chance.pick(LOCALES), events };
}

/** Which events somebody allows. */
export function drawEvents(chance: Chance): readonly string[] {
  return EVENTS.filter(() => chance.happens(0.7));
}
