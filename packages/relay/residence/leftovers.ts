import type { Log } from '@gatehouse/client/platform';
import type { RegionPart } from './region-part.ts';

/** What was copied of a customer into a store where the customer does not live. */
interface Leftover {
  readonly customer: string;
  readonly part: RegionPart;
}

/** How a customer's leftovers are cleared away from a store. */
export type ClearAway = (leftover: Leftover) => Promise<void>;

/**
 * What moves that failed have left behind in stores that failed too: remembered, and cleared away as soon as the store
 * takes it. The stores themselves know it for the next start. Nothing is cleared while its customer moves there.
 */
export class Leftovers {
  readonly #log: Log;
  readonly #clearAway: ClearAway;
  readonly #known = new Map<string, Leftover>();
  readonly #arriving = new Set<string>();
  readonly #clearing = new Map<string, Promise<unknown>>();

  constructor(log: Log, clearAway: ClearAway) {
    this.#log = log;
    this.#clearAway = clearAway;
  }

  /** Something is left, to be cleared away later. */
  add(leftover: Leftover): void {
    this.#known.set(keyOf(leftover), leftover);
  }

  /** Works while nothing of the customer is cleared away from the store where it is to arrive; what has arrived is not left over. */
  async whileArriving<Result>(leftover: Leftover, work: () => Promise<Result>): Promise<Result> {
    const key = keyOf(leftover);
    while (this.#clearing.has(key)) await this.#clearing.get(key);
    this.#arriving.add(key);
    try {
      const result = await work();
      this.#known.delete(key);
      return result;
    } finally {
      this.#arriving.delete(key);
    }
  }

  /** Tries to clear away what is left in one store; what fails waits for the next time. Never rejects. */
  async clear(part: RegionPart): Promise<void> {
    for (const [key, leftover] of this.#known) {
      if (leftover.part !== part || this.#arriving.has(key) || this.#clearing.has(key)) continue;
      const cleared = this.#clearAway(leftover).then(
        () => true,
        () => false,
      );
      this.#clearing.set(key, cleared);
      const isCleared = await cleared;
      this.#clearing.delete(key);
      if (!isCleared) return;
      this.#known.delete(key);
      const { customer } = leftover;
      this.#log.info('What was left of a customer in the store of another region is gone', {
        customer,
        region: part.region,
      });
    }
  }
}

function keyOf({ customer, part }: Leftover): string {
  return `${part.region} ${customer}`;
}
