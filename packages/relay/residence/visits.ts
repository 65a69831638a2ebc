import { GatehouseError, type Region } from '@gatehouse/protocol';
import type { Homes, Visit } from './homes.ts';
import type { Journey, Mover } from './mover.ts';
import { type MovableStore, nameFailure, type RegionPart } from './region-part.ts';
import type { Question, RegionParts } from './region-parts.ts';

/** What visits need. */
export interface VisitsOptions {
  readonly parts: RegionParts;
  readonly homes: Homes;
  readonly mover: Mover;
}

/** Who is to live in the store of which region; with the generation of the grant that the region belongs to, if to one. */
export interface MoveOrder {
  readonly customer: string;
  readonly region: Region;
  readonly generation?: number;
}

/** How long whoever asks for a customer that moves waits for it, in milliseconds: chosen, for a move takes seconds. */
const LONGEST_MOVE_MS = 30_000;

/**
 * What is asked of one customer's store, and who moves. Its own state: what is under way, customers of whom nobody could
 * tell where they live after a move broke off, and those that somebody has waited for in vain while they move. Every method rejects with `store-closed` once `finish` was called,
 * and with what the store rejects with, told by its region; also when the store does not answer in time, and nobody knows
 * then whether it will still have done what was asked.
 */
export class Visits {
  readonly #parts: RegionParts;
  readonly #homes: Homes;
  readonly #mover: Mover;
  readonly #unsettled = new Map<string, Journey>();
  readonly #stuck = new Set<string>();
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
    const visit = { customer, birthplace: this.#parts.fallback, creates: false };
    return this.#visit(visit, home => this.#parts.begin(home, work));
  }

  /** The same for work of several transactions, which takes as long as it takes. */
  readAtLength<Answer>(customer: string, work: (store: MovableStore) => Promise<Answer>): Promise<Answer> {
    const visit = { customer, birthplace: this.#parts.fallback, creates: false };
    return this.#visit(visit, home => {
      const answer = work(home.store).catch((error: unknown) => {
        throw nameFailure(error, home);
      });
      return { answer, over: answer.then(ignore, ignore) };
    });
  }

  /** Asks at the home what makes a customer known: one that was not is born in `region`, or where no region is known. */
  write<Answer>(customer: string, work: (store: MovableStore) => Promise<Answer>, region?: Region): Promise<Answer> {
    const birthplace = region === undefined ? this.#parts.fallback : this.#parts.of(region);
    return this.#visit({ customer, birthplace, creates: true }, home => this.#parts.begin(home, work));
  }

  #visit<Answer>(visit: Visit, ask: (home: RegionPart) => Question<Answer>): Promise<Answer> {
    const { customer } = visit;
    const isMoving = this.#homes.isMoving(customer) || this.#unsettled.has(customer);
    return this.#count(() => (isMoving ? this.#enterInTime(visit, ask) : this.#enter(visit, ask)));
  }

  /** Whoever waits may be told in time that no answer came; the visit lasts until the store is done, lest the customer moves. */
  async #enter<Answer>(visit: Visit, ask: (home: RegionPart) => Question<Answer>): Promise<Answer> {
    if (this.#unsettled.has(visit.customer)) await this.#settle(visit.customer);
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const stay = this.#homes.visit(visit, home => {
      const { answer, over } = ask(home);
      resolve(answer);
      return over;
    });
    stay.catch(reject);
    return promise;
  }

  async #enterInTime<Answer>(visit: Visit, ask: (home: RegionPart) => Question<Answer>): Promise<Answer> {
    const { customer } = visit;
    let late = false;
    const enter = (): Promise<Answer> =>
      this.#enter(visit, home => {
        if (late) throw createLate(customer);
        return ask(home);
      });
    return this.#inTime(customer, enter, () => {
      late = true;
    });
  }

  /** Of a customer that moves for too long, because a store hangs, nothing is asked until it has arrived. */
  async #inTime<Answer>(customer: string, work: () => Promise<Answer>, onLate: () => void = ignore): Promise<Answer> {
    if (this.#stuck.has(customer)) throw createLate(customer);
    const done = work();
    const whenLate = (): GatehouseError => {
      onLate();
      this.#stuck.add(customer);
      done.then(ignore, ignore).finally(() => this.#stuck.delete(customer));
      return createLate(customer);
    };
    return this.#parts.inTime(done, { limitMs: LONGEST_MOVE_MS, whenLate });
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

  /**
   * Lets a customer live where its region's customers do; with a generation, unless it has another one by then. A move that
   * nobody waits for any more goes on.
   */
  moveTo(order: MoveOrder): Promise<void> {
    return this.#inTime(order.customer, () => this.#count(() => this.#move(order)));
  }

  /** Where the customer lives, or undefined when nothing is known of it. */
  find(customer: string): Promise<RegionPart | undefined> {
    return this.#inTime(customer, () => this.#count(() => this.#homes.find(customer)));
  }

  /** Where a customer that nothing is known of will live. */
  place(customer: string, home: RegionPart): Promise<void> {
    return this.#inTime(customer, () => this.#count(() => this.#homes.place(customer, home)));
  }

  async #move({ customer, region, generation }: MoveOrder): Promise<void> {
    if (this.#unsettled.has(customer)) await this.#settle(customer);
    const to = this.#parts.of(region);
    if ((await this.#homes.find(customer)) === to) return;
    await this.#homes.clear(customer, async from => {
      if (from === undefined || from === to) return from;
      const isOutdated = generation !== undefined && (await generationOf(customer, from)) !== generation;
      if (isOutdated) return from;
      const journey = { customer, region, from, to };
      try {
        return await this.#mover.move(journey);
      } catch (error) {
        this.#unsettled.set(customer, journey);
        throw error;
      }
    });
  }

  /** Tries to end the moves that broke off, which nobody may have asked about since; those that cannot end stay. */
  async settleAll(): Promise<void> {
    const broken = [...this.#unsettled.keys()];
    await Promise.allSettled(broken.map(one => this.#inTime(one, () => this.#count(() => this.#settle(one)))));
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

async function generationOf(customer: string, { store }: RegionPart): Promise<number | undefined> {
  return (await store.readCustomer(customer))?.generation;
}

function createLate(customer: string): GatehouseError {
  const message = `Customer ${customer} has been on the way to the store of another region for ${LONGEST_MOVE_MS} ms: one of the two does not answer`;
  return new GatehouseError('store-failed', message);
}

function ignore(): void {}
