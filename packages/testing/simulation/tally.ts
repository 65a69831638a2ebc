import type { SeedReport } from './run-seed.ts';
import type { Violation } from './watch.ts';

/** What a thread tells of a seed: all but the lines of what happened. */
export type ToldSeed = Omit<SeedReport, 'trace'>;

/** A seed that broke an invariant. */
export interface FailedSeed {
  readonly seed: number;
  readonly violation: Violation;
}

/** Adds up what seeds came to, and keeps nothing of those that broke no invariant: a run may have millions of them. */
export class Tally {
  readonly #failed: FailedSeed[] = [];
  readonly #states = new Map<string, number>();
  readonly #faults = new Map<string, number>();
  #seeds = 0;

  add({ seed, violation, states, faults }: ToldSeed): void {
    this.#seeds += 1;
    addCounts(this.#states, states);
    addCounts(this.#faults, faults);
    if (violation !== undefined) this.#failed.push({ seed, violation });
  }

  get seeds(): number {
    return this.#seeds;
  }

  /** In the order of the seeds, whichever thread was first. */
  get failed(): readonly FailedSeed[] {
    return this.#failed.toSorted((a, b) => a.seed - b.seed);
  }

  /** By name, in the order of the names. */
  get states(): Readonly<Record<string, number>> {
    return inOrder(this.#states);
  }

  get faults(): Readonly<Record<string, number>> {
    return inOrder(this.#faults);
  }
}

function addCounts(sums: Map<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(counts)) sums.set(name, (sums.get(name) ?? 0) + count);
}

function inOrder(sums: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}
