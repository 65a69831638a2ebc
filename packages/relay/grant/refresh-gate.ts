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
  /** Each begins one that waits; in the order of the calls. */
  readonly waiting: Set<() => void>;
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

  /**
   * Runs a refresh once there is room and time for it: those of a region begin in the order of the calls, no faster and no
   * more of them at once than the limits say. When `signal` is aborted, whatever has not begun is not begun, and is
   * answered with undefined at once; what runs is left to end.
   */
  async pass<Result>(
    region: string,
    { run, signal }: { run: () => Promise<Result>; signal: AbortSignal },
  ): Promise<Result | undefined> {
    const lane = this.#laneOf(region);
    if (!(await this.#enter(lane, signal))) return undefined;
    try {
      await this.#keepPace(lane, signal);
      return signal.aborted ? undefined : await run();
    } finally {
      this.#leave(lane);
    }
  }

  /** Waits for a place; answers whether it has one. */
  #enter(lane: Lane, signal: AbortSignal): boolean | Promise<boolean> {
    if (signal.aborted) return false;
    if (lane.underWay < this.#limits.refreshesAtOnce) {
      lane.underWay += 1;
      return true;
    }
    return new Promise(resolve => {
      const begin = (): void => {
        signal.removeEventListener('abort', giveUp);
        resolve(true);
      };
      const giveUp = (): void => {
        lane.waiting.delete(begin);
        resolve(false);
      };
      lane.waiting.add(begin);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** The place goes to whoever waits longest, without ever being free in between. */
  #leave(lane: Lane): void {
    const [next] = lane.waiting;
    if (next === undefined) {
      lane.underWay -= 1;
      return;
    }
    lane.waiting.delete(next);
    next();
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
    const lane: Lane = { underWay: 0, nextAt: 0, waiting: new Set() };
    this.#lanes.set(region, lane);
    return lane;
  }
}
