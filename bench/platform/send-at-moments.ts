import type { Random } from '@gatehouse/client/platform';
import type { Meter } from '../runner/meter.ts';

/** How many things happen, and the mean of the time between two of them. */
export interface Moments {
  readonly count: number;
  readonly meanGapMs: number;
  readonly random: Pick<Random, 'next'>;
  readonly meter: Meter;
}

/**
 * Calls `send` with the numbers from 0 on, at independent moments (a Poisson process), whether what was sent before is
 * done or not: what is late does not hold up what comes.
 */
export async function sendAtMoments(moments: Moments, send: (number: number) => void): Promise<void> {
  const { count, meanGapMs, random, meter } = moments;
  let dueAt = meter.wallNs();
  for (let number = 0; number < count; number += 1) {
    dueAt -= Math.log(1 - random.next()) * meanGapMs * 1e6;
    while (meter.wallNs() < dueAt) await pause(1);
    send(number);
  }
}

/** Waits. */
export function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
