/** How a link came to its end. */
export interface LinkEnd {
  /** Milliseconds since the epoch, on the gateway's clock. */
  readonly at: number;
  /** Whether its tokens died with it; those of a link whose skill or customer is gone say so themselves. */
  readonly revoked: boolean;
}

/** Until when ended links are remembered: such as ended before, or beyond so many, are forgotten. */
export interface EndedLinkBounds {
  readonly before: number;
  readonly most: number;
}

/** Ended links are looked through once in so long, as forgetting them means looking through all tokens. */
const SWEEP_MS = 60 * 60 * 1000;

/**
 * Links that are over, in the order of their ends. Whoever forgets one must forget its tokens too, or they come back to
 * life.
 */
export class EndedLinks {
  readonly #ends = new Map<string, LinkEnd>();

  /** How many are remembered. */
  get size(): number {
    return this.#ends.size;
  }

  /**
   * Remembers an end and answers what is known of it then; undefined when that was known before. What was revoked stays
   * so.
   */
  add(linkId: string, end: LinkEnd): LinkEnd | undefined {
    const known = this.#ends.get(linkId);
    if (known !== undefined && known.revoked >= end.revoked) return undefined;
    const { at } = known ?? end;
    const added = { at, revoked: end.revoked };
    this.#ends.set(linkId, added);
    return added;
  }

  /** Whether the link was ended by the customer. */
  isRevoked(linkId: string): boolean {
    return this.#ends.get(linkId)?.revoked === true;
  }

  /**
   * Takes out those that need not be remembered: rarely, then all that are due; of too many the oldest, a tenth in
   * advance.
   */
  takeForgotten({ before, most }: EndedLinkBounds): ReadonlySet<string> {
    const [oldest] = this.#ends.values();
    const forgotten = new Set<string>();
    const tooMany = this.#ends.size > most;
    if (oldest === undefined || (!tooMany && oldest.at > before - SWEEP_MS)) return forgotten;
    const left = tooMany ? Math.floor(most * 0.9) : most;
    for (const [linkId, { at }] of this.#ends) {
      if (at > before && this.#ends.size <= left) break;
      this.#ends.delete(linkId);
      forgotten.add(linkId);
    }
    return forgotten;
  }

  /** All of them, those that ended first first. */
  entries(): IterableIterator<[string, LinkEnd]> {
    return this.#ends.entries();
  }

  /** Forgets all. */
  reset(): void {
    this.#ends.clear();
  }
}
