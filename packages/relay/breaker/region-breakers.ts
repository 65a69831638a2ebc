import type { Log } from '@gatehouse/client/platform';
import type { Region } from '@gatehouse/protocol';
import type { DeliveryConfig } from '../config/delivery-config.ts';
import type { BreakerState } from '../rate/region-reading.ts';
import { type Breaker, type BreakerPauses, beginProbe, endProbe, judgeBreaker, openBreaker } from './breaker.ts';
import { isWidespread, Tally } from './tally.ts';

/** Whether a message may leave for a region; `waitMs` until its lane should ask again. */
export type BreakerAnswer =
  | { readonly type: 'send' | 'probe' }
  | { readonly type: 'wait'; readonly waitMs: number; readonly reason: string };

/**
 * How a send ended as far as its region is concerned. `failed`: no answer, or one that says that the gateway itself is
 * in trouble. `answered`: any other, a refusal that is the customer's own included. `unsent`: it never left, or was cut
 * off by ourselves. `again` when the customer's last send failed as well.
 */
export interface RegionWord {
  readonly region: Region;
  readonly customer: string;
  readonly end: 'answered' | 'failed' | 'unsent';
  readonly again: boolean;
  readonly probe: boolean;
}

/** Over which time failures are counted, in milliseconds: chosen. */
const WINDOW_MS = 10_000;
/** How far apart the lanes of a failing region come back, in milliseconds, so that they leave the store its time: chosen. */
const RETURN_GAP_MS = 0.5;

interface RegionState {
  breaker: Breaker;
  readonly tally: Tally;
  /** When the last lane that was sent away comes back. */
  returnAt: number;
}

/**
 * Stops the sends of a region while it fails for many customers at once. A customer that fails again and again counts
 * once, so that nobody's own trouble stops the others. Nothing is kept beyond the process: a region's trouble shows
 * itself again within seconds. Times are in milliseconds of a clock that never goes back.
 */
export class RegionBreakers {
  readonly #config: DeliveryConfig;
  readonly #pauses: BreakerPauses;
  readonly #log: Log;
  readonly #regions = new Map<Region, RegionState>();

  constructor(config: DeliveryConfig, log: Log) {
    this.#config = config;
    this.#pauses = { firstMs: config.breakerPauseMs, longestMs: config.breakerLongestPauseMs };
    this.#log = log;
  }

  /** Asks whether to send. Whoever gets a probe has to say how it ended. */
  enter(region: Region, now: number): BreakerAnswer {
    const state = this.#stateOf(region);
    const { breaker } = state;
    const type = judgeBreaker(breaker, now);
    if (type === 'probe') state.breaker = beginProbe(breaker);
    if (type !== 'wait' || breaker.type === 'closed') return { type: type === 'wait' ? 'send' : type };
    const probeAt = breaker.probing ? now + breaker.pauseMs : breaker.probeAt;
    state.returnAt = Math.max(probeAt, state.returnAt + RETURN_GAP_MS);
    const reason = `The gateway of region ${region} fails for many customers; it is probed with one lane at a time`;
    return { type: 'wait', waitMs: state.returnAt - now, reason };
  }

  /** How the breaker of a region stands. */
  readState(region: Region): BreakerState {
    const breaker = this.#regions.get(region)?.breaker;
    if (breaker === undefined || breaker.type === 'closed') return 'closed';
    return breaker.probing ? 'probing' : 'open';
  }

  /** Hears how a send has ended. */
  hear({ region, customer, end, again, probe }: RegionWord, now: number): void {
    const state = this.#stateOf(region);
    if (probe) state.breaker = endProbe(state.breaker, end, { now, ...this.#pauses });
    if (probe && end === 'answered') this.#tellClosed(region, state);
    if (end === 'unsent' || state.breaker.type === 'open') return;
    if (end === 'answered') state.tally.note(customer, 'well', now);
    else if (!again) this.#countFailure(state, { region, customer, now });
  }

  #countFailure(
    state: RegionState,
    { region, customer, now }: { readonly region: Region; readonly customer: string; readonly now: number },
  ): void {
    state.tally.note(customer, 'badly', now);
    const counts = state.tally.counts(now);
    const { breakerCustomers, breakerPercent } = this.#config;
    if (!isWidespread(counts, { customers: breakerCustomers, share: breakerPercent / 100 })) return;
    state.breaker = openBreaker(this.#pauses, now);
    state.returnAt = now;
    this.#log.error('A region fails for many customers: their lanes wait, and one at a time probes it', {
      region,
      failing: counts.badly,
      served: counts.well,
      pauseMs: this.#pauses.firstMs,
    });
  }

  #tellClosed(region: Region, state: RegionState): void {
    state.tally.clear();
    this.#log.info('A region answers again, and its lanes go on', { region });
  }

  #stateOf(region: Region): RegionState {
    const known = this.#regions.get(region);
    if (known !== undefined) return known;
    const state: RegionState = { breaker: { type: 'closed' }, tally: new Tally(WINDOW_MS), returnAt: 0 };
    this.#regions.set(region, state);
    return state;
  }
}
