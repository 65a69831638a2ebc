import type { EventResult } from '@gatehouse/client';
import type { Clock, Log } from '@gatehouse/client/platform';
import { REGIONS, type Region } from '@gatehouse/protocol';
import { RegionBreakers } from '../breaker/region-breakers.ts';
import type { DeliveryConfig } from '../config/delivery-config.ts';
import type { EventClass } from '../outbox/outbox-store.ts';
import { judgeSend, type SendWord } from './judge-send.ts';
import { Rates } from './rates.ts';
import type { RegionReading } from './region-reading.ts';
import { type Slot, type SlotEnd, type SlotLane, Slots, type SlotWait } from './slots.ts';

/** What a gate works with. `onSlow` is called when a lane turns out to be slow, so that another may be begun. */
export interface SendGateOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly config: DeliveryConfig;
  readonly onSlow: () => void;
}

/** The lane of a message that wants to leave; `failures` as in `ClaimedLane`. */
export interface GateLane extends SlotLane {
  readonly customer: string;
  readonly failures: number;
}

/** A message that wants to leave. */
export interface SendAsk {
  readonly lane: GateLane;
  readonly region: Region;
  readonly class: EventClass;
}

/**
 * How a permitted send ended: what came back last and from where, nothing when nothing was sent after all. `goesOn` when
 * the lane may send more at once.
 */
export interface SendEnd {
  readonly sent: (EventResult & { readonly region: Region }) | undefined;
  readonly goesOn: boolean;
}

/** Leave to send one message, again with a fresh token or to another region included; `done` has to be called once. */
export interface SendPermit {
  readonly type: 'send';
  done(end: SendEnd): void;
}

/**
 * What every send asks before it leaves: whether its region is up (`breaker/`), whether customer and skill keep their
 * rates, and whether there is room. A lane that gets no leave is given back to the store with a due time; nothing is
 * held open for it. Everything it knows is of the last minutes and lost with the process.
 */
export class SendGate {
  readonly #clock: Clock;
  readonly #config: DeliveryConfig;
  readonly #breakers: RegionBreakers;
  readonly #rates: Rates;
  readonly #slots: Slots;

  constructor({ clock, log, config, onSlow }: SendGateOptions) {
    this.#clock = clock;
    this.#config = config;
    this.#breakers = new RegionBreakers(config, log);
    this.#rates = new Rates(config, log);
    this.#slots = new Slots({ clock, config, onSlow });
  }

  /** Asks for leave to send one message; never rejects. */
  async enter(ask: SendAsk): Promise<SendPermit | SlotWait> {
    const { lane, region } = ask;
    const { customer } = lane;
    const urgent = ask.class === 'reply';
    const trusted = this.#rates.isTrusted(customer, this.#clock.monotonic());
    const slot = await this.#slots.enter({ customer, region, lane, trusted, suspect: lane.failures > 0, urgent });
    if ('type' in slot) return slot;
    const now = this.#clock.monotonic();
    const way = this.#breakers.enter(region, now);
    const probe = way.type === 'probe';
    const answer = way.type === 'wait' ? way : this.#rates.enter({ customer, region, urgent: urgent || probe }, now);
    if (answer.type === 'wait') {
      const wait = { ...answer, waitMs: Math.ceil(answer.waitMs) };
      this.#slots.leave(slot, wait);
      return wait;
    }
    return { type: 'send', done: end => this.#finish(slot, { probe, end }) };
  }

  /** How each region is sent to at this moment. */
  readRegions(): readonly RegionReading[] {
    return REGIONS.map(region => {
      return { region, breaker: this.#breakers.readState(region), perSecond: this.#rates.readRate(region) };
    });
  }

  #finish(slot: Slot, { probe, end }: { readonly probe: boolean; readonly end: SendEnd }): void {
    const { customer, region: asked } = slot.ask;
    const word = end.sent === undefined ? 'unsent' : judgeSend(end.sent);
    const region = end.sent?.region ?? asked;
    const now = this.#clock.monotonic();
    const again = word !== 'unsent' && this.#rates.hear(word, { customer, region }, now).again;
    const heard = word === 'failed' || word === 'unsent' ? word : 'answered';
    this.#breakers.hear({ region, customer, end: heard, again, probe: probe && region === asked }, now);
    // Who was sent on to another region had an answer from the first one.
    if (region !== asked) this.#breakers.hear({ region: asked, customer, end: 'answered', again: false, probe }, now);
    this.#slots.leave(slot, this.#slotEndOf(word, end.goesOn));
  }

  #slotEndOf(word: SendWord, goesOn: boolean): SlotEnd {
    if (goesOn) return word === 'accepted' ? 'all' : 'next';
    return { type: 'wait', waitMs: this.#config.firstDelayMs, reason: 'The lane waits for another of its messages' };
  }
}
