import type { Clock, Log } from '@gatehouse/client/platform';
import { GatehouseError, type Region } from '@gatehouse/protocol';
import { Leftovers } from './leftovers.ts';
import { BAGGAGE, type MovedRow, type MoveStep } from './move-store.ts';
import type { RegionPart } from './region-part.ts';
import { Renumbering } from './renumbering.ts';
import { Switches } from './switches.ts';

/** What the mover works with. */
export interface MoverOptions {
  readonly clock: Clock;
  readonly log: Log;
}

/** Who moves from where to where, and into which region; two regions may share a store. */
export interface Journey {
  readonly customer: string;
  readonly region: Region;
  readonly from: RegionPart;
  readonly to: RegionPart;
}

/** Rows in one transaction, so that neither store's other customers wait long for one that moves. */
const PAGE = 500;
/** How long a lane is kept from being claimed at most, in milliseconds; a move takes seconds. */
const LONGEST_MOVE_MS = 24 * 60 * 60 * 1_000;
/** How long a lane that is held stays so after the move at least, in milliseconds. Our choice. */
const LEASE_MS = 10_000;

/**
 * Moves customers with everything that they have: copies, then switches, then deletes. A crash before the switch leaves
 * the customer at the old home, a crash after it at the new one; `settle` cleans up either. Its own state: the
 * switches under way, during which the two stores together count the customer's pending events twice, the customers whom
 * one that broke off has left like that, what is left where a customer did not arrive, and until when at the latest
 * somebody may hold a lane.
 */
export class Mover {
  readonly #options: MoverOptions;
  readonly #switches: Switches;
  readonly #between = new Set<string>();
  /** What was copied of customers who stayed, in stores that would not take the deletion. */
  readonly leftovers: Leftovers;
  #leaseUntil = 0;

  constructor(options: MoverOptions) {
    this.#options = options;
    this.#switches = new Switches(options.clock);
    this.leftovers = new Leftovers(options.log, ({ customer, part }) =>
      part.store.moves.discardArrival({ customer, limit: PAGE }),
    );
  }

  /**
   * Moves a customer, whom nobody else asks for meanwhile; answers where it lives then. When a store fails on the way it
   * stays where it was, if that can be made sure of: before it may have arrived no word of the store that it moves to is needed.
   *
   * @throws GatehouseError `store-failed`, `store-closed` when nobody can tell where it lives now: `settle` finds out
   */
  async move(journey: Journey): Promise<RegionPart> {
    const { clock, log } = this.#options;
    const { customer, region, from, to } = journey;
    const at = clock.now();
    if (!(await from.store.moves.beginMove({ customer, region, at, until: at + LONGEST_MOVE_MS }))) return to;
    let mayHaveArrived = false;
    const carry = (): Promise<void> =>
      this.#carry(journey, () => {
        mayHaveArrived = true;
      });
    try {
      await this.leftovers.whileArriving({ customer, part: to }, carry);
    } catch (error) {
      log.error('A customer could not be moved to the store of its region', { customer, ...namesOf(journey), error });
      return mayHaveArrived ? this.settle(journey) : this.#stay(journey);
    }
    log.info('A customer was moved to the store of its region', { customer, ...namesOf(journey) });
    return to;
  }

  /** Ends a move that broke off, forwards where the customer has arrived and backwards where not; answers its home. */
  async settle(journey: Journey): Promise<RegionPart> {
    const home = await this.#end(journey);
    this.#between.delete(journey.customer);
    return home;
  }

  /** A customer that has not arrived is not kept waiting for the store where it does not live. */
  async #stay({ customer, from, to }: Journey): Promise<RegionPart> {
    try {
      await repeat(() => to.store.moves.discardArrival({ customer, limit: PAGE }));
      this.leftovers.forget({ customer, part: to });
    } catch (error) {
      this.leftovers.add({ customer, part: to }, error);
    }
    await from.store.moves.cancelMove({ customer, leaseUntil: this.#leaseUntil });
    return from;
  }

  async #end(journey: Journey): Promise<RegionPart> {
    const { customer, from, to } = journey;
    if ((await to.store.readCustomer(customer)) === undefined) return this.#stay(journey);
    this.leftovers.forget({ customer, part: to });
    await repeat(() => from.store.moves.finishDeparture({ customer, limit: PAGE }));
    return to;
  }

  /** Somebody holds lanes until then: one that is held and moves meanwhile stays held as long. */
  noteLease(leaseUntil: number): void {
    this.#leaseUntil = Math.max(this.#leaseUntil, leaseUntil);
  }

  /**
   * Works while no customer is between two stores.
   *
   * @throws GatehouseError `store-failed` when one stays there, because its store does not answer or takes nothing
   */
  whenStill<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#switches.count(async () => {
      const [customer] = this.#between;
      if (customer === undefined) return work();
      const message = `The move of customer ${customer} to the store of another region broke off, so nothing can be counted until both stores take what ends it`;
      throw new GatehouseError('store-failed', message);
    });
  }

  async #carry({ customer, region, from, to }: Journey, onArrival: () => void): Promise<void> {
    const [old, home] = [from.store.moves, to.store.moves];
    await repeat(() => home.discardArrival({ customer, limit: PAGE }));
    const numbers = new Renumbering();
    const at = this.#options.clock.now();
    for (const baggage of BAGGAGE) {
      for (let after: MovedRow | undefined, begun = false; !begun || after !== undefined; begun = true) {
        const ask = { customer, baggage, limit: PAGE };
        const page = await old.readMoved(after === undefined ? ask : { ...ask, after });
        const rows = baggage === 'shadows' ? page.rows.map(row => numbers.renumber(row)) : page.rows;
        const { first } = await home.putMoved({ customer, region, at, baggage, rows });
        if (baggage === 'events') numbers.add(rows, first);
        after = page.next;
      }
    }
    const moved = await old.readMovedCustomer(customer);
    if (moved === undefined) return;
    await this.#switches.change(async () => {
      const leaseUntil = Math.max(this.#leaseUntil, this.#options.clock.now() + LEASE_MS);
      this.#between.add(customer);
      onArrival();
      await home.finishArrival({ customer, region, moved, leaseUntil });
      await old.finishDeparture({ customer, limit: PAGE });
      this.#between.delete(customer);
    });
    await repeat(() => old.finishDeparture({ customer, limit: PAGE }));
  }
}

async function repeat(step: () => Promise<MoveStep>): Promise<void> {
  while (!(await step()).done);
}

function namesOf({ region, from, to }: Journey): { region: Region; from: Region; to: Region } {
  return { region, from: from.region, to: to.region };
}
