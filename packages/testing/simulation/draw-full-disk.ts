import { createChance } from './chance.ts';
import type { Command } from './command.ts';

/** The disks of one in so many seeds are full for a while, now and then. */
const ONE_IN = 4;

/** Commands that fill the disk, for the seeds that have any. From a chance of its own: other seeds stay what they are. */
export function drawFullDisk({ seed, busyMs }: { readonly seed: number; readonly busyMs: number }): readonly Command[] {
  const chance = createChance(seed, 'full disk');
  if (chance.between(1, ONE_IN) !== 1) return [];
  return Array.from({ length: chance.between(1, 3) }, () => ({
    atMs: chance.between(0, busyMs),
    deed: { type: 'disk full', durationMs: chance.pick([2_000, 15_000, 60_000]), refused: chance.pick([1, 0.7]) },
  }));
}
