import type { Log } from '@gatehouse/client/platform';
import type { MoveStep } from './move-store.ts';
import type { RegionPart } from './region-part.ts';

/** What was copied of a customer into a store where the customer does not live. */
export interface Leftover {
  readonly customer: string;
  readonly part: RegionPart;
}

/** Asks a store for one step of it, and waits no longer than it may take. */
export type AskStep = (step: () => Promise<MoveStep>) => Promise<MoveStep>;

/** Pages that are cleared away at a time, so that the other customers of the store do not wait for long. */
const MOST_PAGES = 10;

/**
 * What moves that failed have left behind in stores that failed too: remembered, and cleared away page by page as soon as
 * the store takes it. The stores themselves know it for the next start. Nothing is cleared while its customer moves there.
 */
export class Leftovers {
  readonly #log: Log;
  readonly #discard: (leftover: Leftover) => Promise<MoveStep>;
  readonly #known = new Map<string, Leftover>();
  readonly #warned = new Set<string>();
  readonly #arriving = new Set<string>();
  readonly #clearing = new Map<string, Promise<unknown>>();

  /** @param discard forgets a page of a leftover, as `MoveStore.discardArrival` does */
  constructor(log: Log, discard: (leftover: Leftover) => Promise<MoveStep>) {
    this.#log = log;
    this.#discard = discard;
  }

  /** Something is left, to be cleared away later; the error with which its store refused to do so at once, if it was asked. */
  add(leftover: Leftover, error?: unknown): void {
    this.#known.set(keyOf(leftover), leftover);
    if (error !== undefined) this.#warnOnce(leftover, error);
  }

  /** Nothing is left there: it is deleted, or the customer has arrived and lives there. */
  forget(leftover: Leftover): void {
    this.#known.delete(keyOf(leftover));
    this.#warned.delete(keyOf(leftover));
  }

  /** Works while nothing of the customer is cleared away from the store where it is to arrive. */
  async whileArriving<Result>(leftover: Leftover, work: () => Promise<Result>): Promise<Result> {
    const key = keyOf(leftover);
    while (this.#clearing.has(key)) await this.#clearing.get(key);
    this.#arriving.add(key);
    try {
      const result = await work();
      this.forget(leftover);
      return result;
    } finally {
      this.#arriving.delete(key);
    }
  }

  /** Clears away some of what is left in one store; what fails waits behind the others for the next time. Never rejects. */
  async clear(part: RegionPart, ask: AskStep): Promise<void> {
    let pages = MOST_PAGES;
    for (const leftover of [...this.#known.values()]) {
      const key = keyOf(leftover);
      while (leftover.part === part && this.#isAtRest(key)) {
        if (pages === 0) return;
        pages -= 1;
        try {
          const { done } = await ask(() => this.#clearPage(leftover));
          if (done) this.#noteGone(leftover);
        } catch (error) {
          this.#noteFailure(leftover, error);
          return;
        }
      }
    }
  }

  #isAtRest(key: string): boolean {
    return this.#known.has(key) && !this.#arriving.has(key) && !this.#clearing.has(key);
  }

  /** Under way until the store is done with it, however late. */
  #clearPage(leftover: Leftover): Promise<MoveStep> {
    const key = keyOf(leftover);
    const page = this.#discard(leftover);
    const end = (): boolean => this.#clearing.delete(key);
    this.#clearing.set(key, page.then(end, end));
    return page;
  }

  #noteGone(leftover: Leftover): void {
    const { customer, part } = leftover;
    this.forget(leftover);
    const gone = 'What was left of a customer in the store of another region is gone';
    this.#log.info(gone, { customer, region: part.region });
  }

  #noteFailure(leftover: Leftover, error: unknown): void {
    const key = keyOf(leftover);
    if (!this.#known.delete(key)) return;
    this.#known.set(key, leftover);
    this.#warnOnce(leftover, error);
  }

  #warnOnce(leftover: Leftover, error: unknown): void {
    const key = keyOf(leftover);
    if (this.#warned.has(key)) return;
    this.#warned.add(key);
    const { customer, part } = leftover;
    const stays = 'What is left of a customer in the store of another region stays there until that takes its deletion';
    this.#log.warn(stays, { customer, region: part.region, error });
  }
}

function keyOf({ customer, part }: Leftover): string {
  return `${part.region} ${customer}`;
}
