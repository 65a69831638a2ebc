import type { Log } from '@gatehouse/client/platform';
import type { Region } from '@gatehouse/protocol';
import { isWidespread, Tally, type Widespread } from '../breaker/tally.ts';
import type { DeliveryConfig } from '../config/delivery-config.ts';
import { countSend, lowerPace, type Pace, type PaceLimits, raisePace, readyAt, startPace } from './pace.ts';

/** Who wants to send; urgent is what cannot wait: it goes at once, and those behind it wait for it. */
export interface RateAsk {
  readonly customer: string;
  readonly region: Region;
  readonly urgent: boolean;
}

/** Whether a message may leave; `waitMs` until it may. */
export type RateAnswer = { readonly type: 'send' } | RateWait;

/** For how long a lane waits, and why. */
export interface RateWait {
  readonly type: 'wait';
  readonly waitMs: number;
  readonly reason: string;
}

/** How a customer's send ended, as far as rates are concerned. */
export type RateWord = 'accepted' | 'throttled' | 'failed' | 'answered';

/** What is known of a customer: its pace, its place in its region's line, and how its last sends ended. */
interface Known {
  pace: Pace;
  placeAt: number | undefined;
  acceptedAt: number;
  lastWord: RateWord;
}

interface RegionRates {
  pace: Pace;
  readonly throttled: Tally;
}

/** How long the way back to the most takes: chosen. */
const RECOVERY_MS = 60_000;
/** The least rates, in sends a second: of a customer what the documents allow after a 429 (a second), of a region chosen. */
const LEAST_OF_CUSTOMER = 1;
const LEAST_OF_REGION = 5;
/** What makes it the skill that is throttled, and not a few customers of it: chosen, since the documents name no limit. */
const OF_SKILL: Widespread = { customers: 5, share: 0.2 };
const WINDOW_MS = 2_000;
/** How many customers are remembered, those heard from last: chosen. A forgotten one is as fast as allowed. */
const MOST_CUSTOMERS = 50_000;
/** How long an acceptance speaks for a customer: chosen. */
const TRUST_MS = 60_000;

/**
 * How fast is sent to each customer, and to each region for the whole skill. A customer beyond its rate waits alone.
 * When the rate of a region is used up, whoever asks gets a place in line that nobody takes from it, one place for each
 * customer: so all get on equally, however much each of them has to send. Times are in milliseconds of a clock that
 * never goes back.
 */
export class Rates {
  readonly #log: Log;
  readonly #ofCustomer: PaceLimits;
  readonly #ofRegion: PaceLimits;
  readonly #customers = new Map<string, Known>();
  readonly #regions = new Map<Region, RegionRates>();

  constructor(config: DeliveryConfig, log: Log) {
    this.#log = log;
    this.#ofCustomer = { most: config.customerPerSecond, least: LEAST_OF_CUSTOMER, recoveryMs: RECOVERY_MS };
    this.#ofRegion = { most: config.skillPerSecond, least: LEAST_OF_REGION, recoveryMs: RECOVERY_MS };
  }

  /** Asks to send one message; what may leave is counted. */
  enter({ customer, region, urgent }: RateAsk, now: number): RateAnswer {
    const known = this.#knownOf(customer, now);
    const shared = this.#regionOf(region, now);
    const ownMs = urgent ? 0 : readyAt(known.pace) - now;
    if (ownMs > 0) return waiting(ownMs, 'Alexa throttles this customer; its rate grows again with what is accepted');
    const sharedMs = urgent ? 0 : this.#waitInLine(known, shared, now);
    if (sharedMs > 0) return waiting(sharedMs, `Alexa throttles the skill in region ${region}; the lanes take turns`);
    if (known.placeAt === undefined) shared.pace = countSend(shared.pace, now);
    known.placeAt = undefined;
    known.pace = countSend(known.pace, now);
    return { type: 'send' };
  }

  /** Hears how a send ended; answers whether the customer's send before it ended in the same way. */
  hear(word: RateWord, { customer, region }: Omit<RateAsk, 'urgent'>, now: number): { readonly again: boolean } {
    const known = this.#knownOf(customer, now);
    const again = known.lastWord === word;
    known.lastWord = word;
    const shared = this.#regionOf(region, now);
    if (word === 'throttled') {
      known.pace = lowerPace(known.pace, this.#ofCustomer, now);
      if (!again) this.#noteThrottled({ customer, region, shared }, now);
    }
    if (word === 'accepted') {
      known.acceptedAt = now;
      known.pace = raisePace(known.pace, this.#ofCustomer, now);
      shared.throttled.note(customer, 'well', now);
      this.#raise(region, shared, now);
    }
    return { again };
  }

  /** How many messages a second may be sent to a region for the whole skill. */
  readRate(region: Region): number {
    return this.#regions.get(region)?.pace.rate ?? this.#ofRegion.most;
  }

  /** Whether the customer's messages were accepted lately, and still are. */
  isTrusted(customer: string, now: number): boolean {
    const known = this.#customers.get(customer);
    return known !== undefined && known.lastWord === 'accepted' && now - known.acceptedAt < TRUST_MS;
  }

  /** Whoever is throttled again and again has a limit of its own, so only the first time counts for the skill. */
  #noteThrottled(
    { customer, region, shared }: { readonly customer: string; readonly region: Region; readonly shared: RegionRates },
    now: number,
  ): void {
    shared.throttled.note(customer, 'badly', now);
    const counts = shared.throttled.counts(now);
    if (!isWidespread(counts, OF_SKILL)) return;
    shared.throttled.clear();
    const before = shared.pace;
    shared.pace = lowerPace(before, this.#ofRegion, now);
    if (before.rate < this.#ofRegion.most || shared.pace === before) return;
    const perSecond = shared.pace.rate;
    this.#log.warn('Alexa throttles the skill in a region: it is sent to more slowly', {
      region,
      perSecond,
      ...counts,
    });
  }

  #raise(region: Region, shared: RegionRates, now: number): void {
    const before = shared.pace.rate;
    shared.pace = raisePace(shared.pace, this.#ofRegion, now);
    if (before === shared.pace.rate || shared.pace.rate < this.#ofRegion.most) return;
    this.#log.info('A region is sent to as fast as before', { region, perSecond: shared.pace.rate });
  }

  #waitInLine(known: Known, shared: RegionRates, now: number): number {
    if (known.placeAt !== undefined) return known.placeAt - now;
    const at = readyAt(shared.pace);
    if (at <= now) return 0;
    shared.pace = countSend(shared.pace, now);
    known.placeAt = at;
    return at - now;
  }

  #knownOf(customer: string, now: number): Known {
    const known = this.#customers.get(customer);
    // What was used last stands last, so that the first is the one to forget.
    if (known !== undefined) this.#customers.delete(customer);
    else if (this.#customers.size >= MOST_CUSTOMERS) this.#forgetOldest();
    const fresh = known ?? createKnown(startPace(this.#ofCustomer, now));
    this.#customers.set(customer, fresh);
    return fresh;
  }

  #forgetOldest(): void {
    for (const customer of this.#customers.keys()) {
      this.#customers.delete(customer);
      return;
    }
  }

  #regionOf(region: Region, now: number): RegionRates {
    const known = this.#regions.get(region);
    if (known !== undefined) return known;
    const rates: RegionRates = { pace: startPace(this.#ofRegion, now), throttled: new Tally(WINDOW_MS) };
    this.#regions.set(region, rates);
    return rates;
  }
}

function createKnown(pace: Pace): Known {
  return { pace, placeAt: undefined, acceptedAt: Number.NEGATIVE_INFINITY, lastWord: 'answered' };
}

function waiting(waitMs: number, reason: string): RateWait {
  return { type: 'wait', waitMs, reason };
}
