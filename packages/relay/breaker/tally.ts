/** What counts as widespread: at least so many customers, and at least such a share (0 to 1) of those heard from. */
export interface Widespread {
  readonly customers: number;
  readonly share: number;
}

/** How many customers fared badly and well lately. */
export interface TallyCounts {
  readonly badly: number;
  readonly well: number;
}

/** Whether it is more than a few customers' own trouble. */
export function isWidespread({ badly, well }: TallyCounts, rule: Widespread): boolean {
  return badly >= rule.customers && badly >= rule.share * (badly + well);
}

interface Half {
  readonly badly: Set<string>;
  readonly well: Set<string>;
}

/** More customers than this are not told apart within one window; the share is decided long before. Chosen. */
const MOST_CUSTOMERS = 10_000;

/**
 * Counts how customers fared lately, each once, by its last word; what is older than `windowMs` is forgotten, in two
 * halves. Times are in milliseconds of a clock that never goes back.
 */
export class Tally {
  readonly #halfMs: number;
  #now: Half = createHalf();
  #before: Half = createHalf();
  #beganAt = Number.NEGATIVE_INFINITY;

  constructor(windowMs: number) {
    this.#halfMs = windowMs / 2;
  }

  note(customer: string, fared: 'badly' | 'well', now: number): void {
    this.#turn(now);
    for (const half of [this.#now, this.#before]) {
      half.badly.delete(customer);
      half.well.delete(customer);
    }
    if (this.#now[fared].size < MOST_CUSTOMERS) this.#now[fared].add(customer);
  }

  counts(now: number): TallyCounts {
    this.#turn(now);
    const [one, other] = [this.#now, this.#before];
    return { badly: one.badly.size + other.badly.size, well: one.well.size + other.well.size };
  }

  clear(): void {
    this.#now = createHalf();
    this.#before = createHalf();
  }

  #turn(now: number): void {
    const elapsed = now - this.#beganAt;
    if (elapsed < this.#halfMs) return;
    this.#before = elapsed < 2 * this.#halfMs ? this.#now : createHalf();
    this.#now = createHalf();
    this.#beganAt = now;
  }
}

function createHalf(): Half {
  return { badly: new Set(), well: new Set() };
}
