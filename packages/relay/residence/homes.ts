import type { RegionPart } from './region-part.ts';
import type { RegionParts } from './region-parts.ts';

/** More customers than this are not remembered; those asked for longest ago are looked up anew. */
const DEFAULT_LIMIT = 100_000;

/** What homes are looked up in. */
export interface HomesOptions {
  readonly parts: RegionParts;
  /** Where somebody lives for ever, by the name alone; undefined for whoever has to be asked about. Default: nobody. */
  readonly settledIn?: (customer: string) => RegionPart | undefined;
  /** How many homes are remembered at a time. */
  readonly limit?: number;
}

/** A customer to be asked about, and where it is to live if nothing is known of it yet. */
export interface Visit {
  readonly customer: string;
  readonly birthplace: RegionPart;
  /** Whether the work makes the customer known; what only reads leaves it unknown. */
  readonly creates: boolean;
}

/**
 * In which region's store each customer lives, and a door to each: any number of calls may be inside, and none while
 * the customer moves. A customer has one home: where it was first seen, until it moves. Kept in memory and found out
 * from the stores; all of them belong to this process alone.
 */
export class Homes {
  readonly #parts: RegionParts;
  readonly #limit: number;
  readonly #settledIn: (customer: string) => RegionPart | undefined;
  readonly #known = new Map<string, RegionPart>();
  readonly #asking = new Map<string, Promise<RegionPart | undefined>>();
  readonly #inside = new Map<string, number>();
  readonly #moving = new Map<string, Promise<void>>();
  readonly #emptied = new Map<string, () => void>();

  constructor({ parts, limit = DEFAULT_LIMIT, settledIn = () => undefined }: HomesOptions) {
    this.#parts = parts;
    this.#settledIn = settledIn;
    this.#limit = limit;
  }

  /**
   * Works at the customer's home, after a move that is under way.
   *
   * @throws GatehouseError `store-failed` when nobody knows where the customer lives and a store does not answer in time
   */
  async visit<Result>(visit: Visit, work: (home: RegionPart) => Promise<Result>): Promise<Result> {
    const { customer } = visit;
    const home = await this.#enter(visit);
    try {
      return await work(home);
    } finally {
      const left = (this.#inside.get(customer) ?? 1) - 1;
      if (left > 0) this.#inside.set(customer, left);
      else {
        this.#inside.delete(customer);
        this.#emptied.get(customer)?.();
      }
    }
  }

  /** Works while nobody else is at the customer's home; the work answers where the customer lives from then on. */
  async clear(
    customer: string,
    work: (home: RegionPart | undefined) => Promise<RegionPart | undefined>,
  ): Promise<void> {
    while (this.#moving.has(customer)) await this.#moving.get(customer);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#moving.set(customer, promise);
    try {
      if (this.#inside.has(customer)) await this.#whenEmpty(customer);
      const home = await work(this.#known.get(customer) ?? (await this.#ask(customer)));
      if (home === undefined) this.#known.delete(customer);
      else this.#remember(customer, home);
    } finally {
      this.#moving.delete(customer);
      resolve();
    }
  }

  /** Whether the customer moves at this moment. */
  isMoving(customer: string): boolean {
    return this.#moving.has(customer);
  }

  /** Where the customer lives, or undefined when nothing is known of it. */
  async find(customer: string): Promise<RegionPart | undefined> {
    while (this.#moving.has(customer)) await this.#moving.get(customer);
    return this.#settledIn(customer) ?? this.#known.get(customer) ?? this.#ask(customer);
  }

  /** Where a customer that nothing is known of will live. */
  async place(customer: string, home: RegionPart): Promise<void> {
    const found = await this.find(customer);
    if (found !== undefined || this.#moving.has(customer) || this.#known.has(customer)) return;
    this.#remember(customer, home);
  }

  async #enter({ customer, birthplace, creates }: Visit): Promise<RegionPart> {
    const settled = this.#settledIn(customer);
    if (settled !== undefined) return this.#count(customer, settled);
    for (;;) {
      const move = this.#moving.get(customer);
      const known = this.#known.get(customer);
      if (move !== undefined) await move;
      else if (known !== undefined) return this.#count(customer, known);
      else {
        const found = await this.#ask(customer);
        // Whatever began meanwhile comes first: nobody may get a second home.
        if (this.#moving.has(customer) || this.#known.has(customer)) continue;
        const home = found ?? birthplace;
        if (found !== undefined || creates) this.#remember(customer, home);
        return this.#count(customer, home);
      }
    }
  }

  #count(customer: string, home: RegionPart): RegionPart {
    this.#inside.set(customer, (this.#inside.get(customer) ?? 0) + 1);
    return home;
  }

  #whenEmpty(customer: string): Promise<void> {
    return new Promise(resolve => {
      this.#emptied.set(customer, () => {
        this.#emptied.delete(customer);
        resolve();
      });
    });
  }

  #ask(customer: string): Promise<RegionPart | undefined> {
    const asking = this.#asking.get(customer) ?? this.#askAll(customer).finally(() => this.#asking.delete(customer));
    this.#asking.set(customer, asking);
    return asking;
  }

  /** The first store that knows the customer is enough: one that hangs keeps nobody waiting whom another knows. */
  async #askAll(customer: string): Promise<RegionPart | undefined> {
    const { promise: known, resolve } = Promise.withResolvers<RegionPart | undefined>();
    const asked = this.#parts.all.map(async part => {
      const found = await this.#parts.askOne(part, store => store.readCustomer(customer));
      if (found !== undefined) resolve(part);
    });
    const answers = Promise.allSettled(asked);
    void answers.then(() => resolve(undefined));
    const home = await known;
    if (home !== undefined) return home;
    for (const answer of await answers) if (answer.status === 'rejected') throw answer.reason;
    return undefined;
  }

  #remember(customer: string, home: RegionPart): void {
    this.#known.delete(customer);
    this.#known.set(customer, home);
    if (this.#known.size <= this.#limit) return;
    // One that is being visited keeps its place: its row may not be written yet.
    for (const oldest of this.#known.keys()) {
      if (this.#inside.has(oldest)) continue;
      this.#known.delete(oldest);
      return;
    }
  }
}
