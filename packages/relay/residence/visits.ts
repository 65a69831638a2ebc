import { GatehouseError, type Region } from '@gatehouse/protocol';
import type { Homes, Visit } from './homes.ts';
import type { Journey, Mover } from './mover.ts';
import type { MovableStore } from './region-part.ts';
import type { RegionParts } from './region-parts.ts';

/** What visits need. */
export interface VisitsOptions {
  readonly parts: RegionParts;
  readonly homes: Homes;
  readonly mover: Mover;
}

/**
 * What is asked of one customer's store, and who moves. Its own state: what is under way, and customers of whom nobody
 * could tell where they live after a move broke off. Every method rejects with `store-closed` once `finish` was called,
 * and with what the store rejects with, told by its region.
 */
export class Visits {
  readonly #parts: RegionParts;
  readonly #homes: Homes;
  readonly #mover: Mover;
  readonly #unsettled = new Map<string, Journey>();
  readonly #working = new Set<Promise<unknown>>();
  #finished = false;

  constructor({ parts, homes, mover }: VisitsOptions) {
    this.#parts = parts;
    this.#homes = homes;
    this.#mover = mover;
  }

  /** Lets nobody in any more; resolves when everything that was asked before is done. */
  async finish(): Promise<void> {
    this.#finished = true;
    while (this.#working.size > 0) await Promise.allSettled(this.#working);
  }

  /** Asks at the customer's home; whom nobody knows stays unknown. */
  read<Answer>(customer: string, work: (store: MovableStore) => Promise<Answer>): Promise<Answer> {
    return this.#visit({ customer, birthplace: this.#parts.fallback, creates: false }, work);
  }

  /** Asks at the home what makes a customer known: one that was not is born in `region`, or where no region is known. */
  write<Answer>(customer: string, work: (store: MovableStore) => Promise<Answer>, region?: Region): Promise<Answer> {
    const birthplace = region === undefined ? this.#parts.fallback : this.#parts.of(region);
    return this.#visit({ customer, birthplace, creates: true }, work);
  }

  #visit<Answer>(visit: Visit, work: (store: MovableStore) => Promise<Answer>): Promise<Answer> {
    return this.#count(async () => {
      if (this.#unsettled.has(visit.customer)) await this.#settle(visit.customer);
      return this.#homes.visit(visit, ({ store }) => work(store));
    });
  }

  /** What was asked before the stores are closed is finished first. */
  async #count<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    if (this.#finished) throw new GatehouseError('store-closed', 'The store was called after it was closed');
    const done = work();
    this.#working.add(done);
    try {
      return await done;
    } finally {
      this.#working.delete(done);
    }
  }

  /** Lets a customer live where its region's customers do. */
  moveTo(customer: string, region: Region): Promise<void> {
    return this.#count(() => this.#move(customer, region));
  }

  async #move(customer: string, region: Region): Promise<void> {
    if (this.#unsettled.has(customer)) await this.#settle(customer);
    const to = this.#parts.of(region);
    if ((await this.#homes.find(customer)) === to) return;
    await this.#homes.clear(customer, async from => {
      if (from === undefined || from === to) return from;
      const journey = { customer, region, from, to };
      try {
        return await this.#mover.move(journey);
      } catch (error) {
        this.#unsettled.set(customer, journey);
        throw error;
      }
    });
  }

  /** Nothing of a customer is touched before it is known where it lives. */
  #settle(customer: string): Promise<void> {
    return this.#homes.clear(customer, async home => {
      const journey = this.#unsettled.get(customer);
      if (journey === undefined) return home;
      const settled = await this.#mover.settle(journey);
      this.#unsettled.delete(customer);
      return settled;
    });
  }
}
