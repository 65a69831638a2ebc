import { createChance } from '../simulation/chance.ts';
import { performDeed } from './notice-deeds.ts';
import type { Fate } from './notice-model.ts';
import type { BrokenPromise } from './notice-watch.ts';
import { NoticeWorld, type NoticeWorldOptions } from './notice-world.ts';

/** How long, how many, and by which seed. */
export interface NoticeRunOptions {
  readonly seed: number;
  readonly days: number;
  readonly customers: number;
  /** How much happens in a day, at random times; default 300. */
  readonly deedsPerDay?: number;
  readonly spoil?: NonNullable<NoticeWorldOptions['spoil']>;
  /** Told after each day. */
  readonly onDay?: (day: number) => void;
}

/** What a run did, and the promise that was broken, if any: after how many days, and which. */
export interface NoticeReport {
  readonly seed: number;
  readonly days: number;
  readonly customers: number;
  readonly deeds: Readonly<Record<string, number>>;
  readonly statuses: Readonly<Record<string, number>>;
  readonly fates: Readonly<Record<Fate, number>>;
  readonly looks: number;
  readonly broken?: BrokenPromise & { readonly afterDays: number };
}

const DAY_MS = 24 * 3_600_000;
const DEEDS_PER_DAY = 300;
/** Everybody is looked at so often, in days: notices are shown for seven. */
const LOOK_DAYS = 6;
/** After the last deed: what was posted is due, or over. */
const LAST_MS = 2 * DAY_MS;

/**
 * Lets customers and a skill do things at random times of many days, and looks at what each customer is shown. The same
 * seed does the same. Ends with the first promise that is broken.
 */
export async function runNotices(options: NoticeRunOptions): Promise<NoticeReport> {
  const { seed, days, customers, spoil } = options;
  const chance = createChance(seed, 'notices');
  const world = await NoticeWorld.open({ seed, customers, chance, ...(spoil && { spoil }) });
  const deeds: Record<string, number> = {};
  const startedAt = world.now;
  try {
    for (let day = 0; day < days && world.broken === undefined; day++) {
      await passDay(world, { deeds, perDay: options.deedsPerDay ?? DEEDS_PER_DAY });
      await lookAround(world, day);
      options.onDay?.(day + 1);
    }
    if (world.broken === undefined) await world.advance(LAST_MS);
    for (const { userId } of world.customers) {
      if (world.broken !== undefined) break;
      await world.look(userId);
    }
    const { statuses, fates, looks, broken } = world;
    const afterDays = (world.now - startedAt) / DAY_MS;
    const report = { seed, days, customers, deeds, statuses, fates, looks };
    return broken === undefined ? report : { ...report, broken: { ...broken, afterDays } };
  } finally {
    await world.close();
  }
}

/** A day from midnight to midnight, with about as many deeds as are asked for. */
async function passDay(
  world: NoticeWorld,
  { deeds, perDay }: { deeds: Record<string, number>; perDay: number },
): Promise<void> {
  const most = Math.floor((2 * DAY_MS) / perDay);
  let left = DAY_MS;
  while (world.broken === undefined) {
    const pause = world.chance.between(1, most);
    if (pause >= left) break;
    left -= pause;
    await world.advance(pause);
    const name = await performDeed(world);
    deeds[name] = (deeds[name] ?? 0) + 1;
    if (world.chance.happens(0.05)) await world.look(world.drawCustomer().userId);
  }
  await world.advance(left);
}

/** Looks at a part of the customers, so that in the end each is looked at while what was heard is still shown. */
async function lookAround(world: NoticeWorld, day: number): Promise<void> {
  for (const { userId } of [...world.customers]) {
    if (world.broken !== undefined) return;
    if (Number(userId.split('-')[1]) % LOOK_DAYS === day % LOOK_DAYS) await world.look(userId);
  }
}
