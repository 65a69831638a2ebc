import { type Clock, sleep } from '@gatehouse/client/platform';
import { GatehouseError } from '@gatehouse/protocol';

/** How long a count waits for customers that are between two stores, in milliseconds: chosen, far above what it takes. */
const LONGEST_MS = 5_000;

/**
 * Keeps apart what must not happen at the same time: customers change over from one store to another, any number at once,
 * and somebody counts what lies in all stores. A store that hangs keeps none of the others' customers from changing over,
 * and nobody who counts waiting for longer than it says.
 */
export class Switches {
  readonly #clock: Clock;
  readonly #changes = new Set<Promise<void>>();
  readonly #counts = new Set<Promise<void>>();
  readonly #waiting = new Set<Promise<void>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A customer changes over while nobody counts. */
  async change(work: () => Promise<void>): Promise<void> {
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    this.#waiting.add(begun);
    while (this.#counts.size > 0) await Promise.all(this.#counts);
    const changed = during(this.#changes, work);
    this.#waiting.delete(begun);
    begin();
    await changed;
  }

  /**
   * Counts while no customer changes over. Whoever waits to change over already goes first, lest counts without a gap between
   * them keep everybody from it.
   *
   * @throws GatehouseError `store-failed` when one has been at it for too long
   */
  async count<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#waiting.size > 0) await Promise.all(this.#waiting);
    return during(this.#counts, async () => {
      await this.#whenStill();
      return work();
    });
  }

  async #whenStill(): Promise<void> {
    if (this.#changes.size === 0) return;
    const over = new AbortController();
    const still = Promise.all(this.#changes).then(() => true);
    const late = sleep(this.#clock, LONGEST_MS, over.signal).then(() => false);
    const isStill = await Promise.race([still, late]);
    over.abort();
    if (isStill) return;
    const message = `A customer has been between the stores of two regions for ${LONGEST_MS} ms, so nothing can be counted: one of them does not answer`;
    throw new GatehouseError('store-failed', message);
  }
}

/** Works, and is in the set as long as that takes. */
async function during<Result>(set: Set<Promise<void>>, work: () => Promise<Result>): Promise<Result> {
  const { promise, resolve } = Promise.withResolvers<void>();
  set.add(promise);
  try {
    return await work();
  } finally {
    set.delete(promise);
    resolve();
  }
}
