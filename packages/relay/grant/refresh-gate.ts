import { type Clock, sleep } from '@gatehouse/client/platform';

/** How much is refreshed for the customers of one region. */
export interface RefreshLimits {
  /** How many refreshes may begin in a second. */
  readonly refreshesPerSecond: number;
  /** How many may be under way at the same time. */
  readonly refreshesAtOnce: number;
}

interface Lane {
  underWay: number;
  nextAt: number;
  readonly waiting: (() => void)[];
}

/**
 * Spreads refreshes, so that a thousand customers whose tokens end together do not throttle the token endpoint for all
 * others. Each region has a gate of its own: a wave in one delays nobody in another.
 */
export class RefreshGate {
  readonly #clock: Clock;
  readonly #limits: RefreshLimits;
  readonly #lanes = new Map<string, Lane>();

  constructor(clock: Clock, limits: RefreshLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /** Runs a refresh once there is room and time for it, in the order of the calls; at once when `signal` is aborted. */
  async pass<Result>(
    region: string,
    { run, signal }: { run: () => Promise<Result>; signal: AbortSignal },
  ): Promise<Result> {
    const lane = this.#laneOf(region);
    if (lane.underWay >= this.#limits.refreshesAtOnce) {
      await new Promise<void>(resolve => lane.waiting.push(resolve));
    } else {
      lane.underWay += 1;
    }
    try {
      await this.#keepPace(lane, signal);
      return await run();
    } finally {
      // The place goes to whoever waits longest, without ever being free in between.
      const next = lane.waiting.shift();
      if (next === undefined) lane.underWay -= 1;
      else next();
    }
  }

  async #keepPace(lane: Lane, signal: AbortSignal): Promise<void> {
    const now = this.#clock.monotonic();
    const at = Math.max(now, lane.nextAt);
    lane.nextAt = at + 1_000 / this.#limits.refreshesPerSecond;
    if (at > now) await sleep(this.#clock, at - now, signal);
  }

  #laneOf(region: string): Lane {
    const known = this.#lanes.get(region);
    if (known !== undefined) return known;
    const lane: Lane = { underWay: 0, nextAt: 0, waiting: [] };
    this.#lanes.set(region, lane);
    return lane;
  }
}
