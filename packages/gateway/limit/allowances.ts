/** What asking for one more request brings: it may pass, or when the next one will. */
export type Allowed =
  | { readonly type: 'allowed' }
  | { readonly type: 'throttled' /** In milliseconds from now. */; readonly nextInMs: number };

/** A limit while it holds: milliseconds for one request, and how many may come at once. */
export interface Pace {
  readonly everyMs: number;
  readonly burst: number;
}

const ALLOWED: Allowed = { type: 'allowed' };

/** More holders than this are not remembered; see {@link Allowances}. */
const MOST_HOLDERS = 200_000;

/**
 * What each holder has left of a limit: a token bucket each, kept as the single time at which it will be full again
 * (generic cell rate algorithm), so that 100,000 customers cost a number each. A holder whose time has passed is like
 * one that never came and is forgotten when room is needed; if that is not enough, the longest unseen is forgiven.
 */
export class Allowances {
  readonly #mostHolders: number;
  readonly #fullAt = new Map<string, number>();

  constructor(mostHolders: number = MOST_HOLDERS) {
    this.#mostHolders = mostHolders;
  }

  /** How many holders are remembered. */
  get size(): number {
    return this.#fullAt.size;
  }

  /** Whether the holder may send one more now; takes nothing. */
  ask(holder: string, { pace, now }: { readonly pace: Pace; readonly now: number }): Allowed {
    const fullAt = this.#fullAt.get(holder);
    if (fullAt === undefined) return ALLOWED;
    // Half a microsecond of grace, because a pace such as 1000/3 ms has no exact number.
    const nextInMs = fullAt - now - (pace.burst - 1) * pace.everyMs;
    return nextInMs <= 0.0005 ? ALLOWED : { type: 'throttled', nextInMs };
  }

  /** Takes one from what the holder has. */
  take(holder: string, { pace, now }: { readonly pace: Pace; readonly now: number }): void {
    const before = this.#fullAt.get(holder);
    if (before === undefined && this.#fullAt.size >= this.#mostHolders) this.#makeRoom(now);
    this.#fullAt.set(holder, Math.max(now, before ?? now) + pace.everyMs);
  }

  /** Fills every allowance. */
  reset(): void {
    this.#fullAt.clear();
  }

  /** A tenth goes even where nobody is full, so that making room is rare. */
  #makeRoom(now: number): void {
    for (const [holder, fullAt] of this.#fullAt) if (fullAt <= now) this.#fullAt.delete(holder);
    const most = Math.floor(this.#mostHolders * 0.9);
    for (const holder of this.#fullAt.keys()) {
      if (this.#fullAt.size <= most) return;
      this.#fullAt.delete(holder);
    }
  }
}
