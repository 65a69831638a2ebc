import { textAt } from '@gatehouse/protocol';
import type { DiskRequest, SimDisk } from './sim-disk.ts';
import type { MoveUnderWay, SimDisks } from './sim-disks.ts';

/** Events that wait for somebody to hear of them; a catalogue waits for every customer that is new. */
const WAITING = "SELECT 1 FROM events WHERE customer = ? AND status = 'pending' AND class <> 'catalogue' LIMIT 1";
const HELD = 'SELECT 1 FROM lanes WHERE customer = ? AND owner IS NOT NULL';

/** Looks at customers that move between the stores of two regions, and names the states that they reach. */
export class MoveWatch {
  /** Told whenever a customer begins to move. */
  onBegin: () => void = () => {};
  readonly #reach: (state: string) => void;
  /** The disks on which each customer has lived. */
  readonly #homes = new Map<string, Set<SimDisk>>();
  #left: readonly MoveUnderWay[] = [];

  constructor(reach: (state: string) => void) {
    this.#reach = reach;
  }

  /** A disk has done what a process asked for. */
  answered({ method, argument }: DiskRequest, disk: SimDisk, disks: SimDisks): void {
    const customer = textAt(argument, ['customer']) ?? '';
    if (method === 'beginMove') this.#began(customer, disk);
    if (method === 'finishArrival') this.#arrived(customer, disk);
    if (method === 'cancelMove') this.#reach('a move fails and the customer stays where it was');
    const failing = disks.all.some(other => other !== disk && other.trouble.isAny);
    if (method === 'settle' && failing) this.#reach('the store of a region fails and that of another goes on');
  }

  /** A relay is dead: who is still between two stores. */
  left(moves: readonly MoveUnderWay[]): void {
    this.#left = moves;
    for (const { isSwitched } of moves) {
      this.#reach(
        isSwitched ? 'a relay dies before a customer has left' : 'a relay dies before a customer has arrived',
      );
    }
  }

  /** A relay has opened its store, and has ended what was cut short. */
  opened(disks: SimDisks): void {
    const still = new Set(disks.listMoves().map(({ customer }) => customer));
    for (const { customer, to } of this.#left) {
      const arrived = to.look('readCustomer', customer) !== undefined && !still.has(customer);
      if (arrived) this.#reach('a move that was cut short is done after the restart');
    }
    this.#left = [];
  }

  #began(customer: string, disk: SimDisk): void {
    this.#home(customer).add(disk);
    this.onBegin();
  }

  #arrived(customer: string, disk: SimDisk): void {
    this.#reach('a customer moves to the store of another region');
    if (disk.query(WAITING, customer).length > 0) this.#reach('a customer moves with events that wait');
    // A region that a delivery has found out is corrected while the lane is held; who moves otherwise has a new grant, unless
    // a process that has died had begun it.
    if (disk.query(HELD, customer).length > 0) this.#reach('a customer moves while its lane is held');
    else if (!this.#left.some(move => move.customer === customer)) this.#reach('a customer moves with a new grant');
    if (this.#home(customer).has(disk)) this.#reach('a customer moves back to a store that it has left');
    this.#home(customer).add(disk);
  }

  #home(customer: string): Set<SimDisk> {
    const homes = this.#homes.get(customer) ?? new Set();
    this.#homes.set(customer, homes);
    return homes;
  }
}
