/** What each kind of device tells, and what that is promised. `door` and `bell` are edges, `lamp` is a level. */
export type ToldKind = 'door' | 'lamp' | 'bell';

/** Something that a device cloud has told and the relay has acknowledged. Numbers grow with each thing that a device tells. */
export interface Told {
  readonly id: string;
  readonly customer: string;
  readonly kind: ToldKind;
  readonly number: number;
}

/** Everything that relays have acknowledged, one after the other, and how far it is known to be settled. */
export class ToldLog {
  readonly #open = new Map<string, Told>();
  readonly #all = new Map<string, Told>();
  readonly #settled: Record<string, number> = {};

  /** Notes an acknowledgement. The same request answered again is the same thing. */
  add(told: Told): void {
    if (this.#all.has(told.id)) return;
    this.#all.set(told.id, told);
    this.#open.set(told.id, told);
  }

  /** It is settled, in this way, for good. */
  settle(id: string, status: string): void {
    if (this.#open.delete(id)) this.#settled[status] = (this.#settled[status] ?? 0) + 1;
  }

  /** How many have been acknowledged. */
  get size(): number {
    return this.#all.size;
  }

  /** Everything acknowledged. */
  all(): readonly Told[] {
    return [...this.#all.values()];
  }

  /** What was not known to be settled when somebody looked last. */
  open(): readonly Told[] {
    return [...this.#open.values()];
  }

  /** How many ended in which way. */
  endings(): Readonly<Record<string, number>> {
    return this.#settled;
  }
}
