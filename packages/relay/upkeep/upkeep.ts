/**
 * Keeps the store small. Beside it: `rounds.ts` (over and over, on the clock), `upkeep-store.ts` (what the store does
 * for it). Nothing is kept between two rounds.
 */
import type { Clock, Log, Random } from '@gatehouse/client/platform';
import type { RetentionConfig } from '../config/keeping-config.ts';
import { REMEMBERED_MS } from '../directive/reply-deadlines.ts';
import { Rounds } from './rounds.ts';
import type { UpkeepStore } from './upkeep-store.ts';

/** What upkeep works with. */
export interface UpkeepOptions {
  readonly store: Pick<UpkeepStore, 'sweepExpired' | 'retire'>;
  readonly config: RetentionConfig;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** How much one transaction sweeps or deletes, so that intake and delivery wait for none of them long. */
const BATCH = 500;
/** How many transactions of each kind one round makes at most; the rest is for the next round. */
const BATCHES = 100;

/**
 * Makes upkeep, which begins when it is started: in each round events whose time is over are settled as expired in
 * lanes that do not move, and what was settled, or remembered for repeated requests, long enough ago is deleted.
 */
export function createUpkeep(options: UpkeepOptions): Rounds {
  const { store, config, clock, random, log } = options;
  const sweep = async (): Promise<boolean> => (await store.sweepExpired({ now: clock.now(), limit: BATCH })) >= BATCH;
  const retire = async (): Promise<boolean> => {
    const now = clock.now();
    const retired = await store.retire({
      settledBefore: now - config.settledMs,
      idempotencyBefore: now - config.idempotencyMs,
      deadlineBefore: now - REMEMBERED_MS,
      limit: BATCH,
    });
    return Object.values(retired).some(count => count >= BATCH);
  };
  return new Rounds({
    ...{ name: 'Upkeep', everyMs: config.everyMs, clock, random, log },
    round: async isOver => {
      for (const step of [sweep, retire]) {
        for (let batch = 0; batch < BATCHES && !isOver() && (await step()); ) batch++;
      }
    },
  });
}
