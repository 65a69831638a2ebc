import type { Clock, Timer } from '@gatehouse/client/platform';
import type { Region } from '@gatehouse/protocol';
import type { DeliveryConfig } from '../config/delivery-config.ts';

/** The lane whose message wants to leave; `slow` counts its sends that are slow at the moment. */
export interface SlotLane {
  slow: number;
}

/**
 * Who wants to send. `trusted`: what was sent to the customer lately was accepted. `suspect`: the last send failed.
 * `urgent`: does not wait for others of the same customer.
 */
export interface SlotAsk {
  readonly customer: string;
  readonly region: Region;
  readonly lane: SlotLane;
  readonly trusted: boolean;
  readonly suspect: boolean;
  readonly urgent: boolean;
}

/** A place for one send, to be left when it is over. */
export interface Slot {
  readonly ask: SlotAsk;
  slow: boolean;
  timer: Timer | undefined;
}

/** Why there is no place: the lane should come again when it has waited. */
export interface SlotWait {
  readonly type: 'wait';
  readonly waitMs: number;
  readonly reason: string;
}

/** What a finished send means for the others of its customer: all may go, the next one may, or none for a while. */
export type SlotEnd = 'all' | 'next' | SlotWait;

type Resolve = (result: Slot | SlotWait) => void;

interface RegionSlots {
  fast: number;
  slow: number;
  readonly queue: { readonly slot: Slot; readonly resolve: Resolve }[];
}

interface CustomerSlots {
  underWay: number;
  readonly waiting: { readonly ask: SlotAsk; readonly resolve: Resolve }[];
}

/** How long a lane waits when too many slow sends are under way: chosen. */
const CROWDED_MS = 1_000;
const CROWDED = 'Too many customers are slow to be answered at the moment';

/**
 * How many sends are under way. A region has so many places for whoever is answered quickly, and others for sends that
 * take long, so that customers whose sends hang leave the first ones to the rest. A customer that was not heard from
 * lately sends one message first; the others follow when it is accepted.
 */
export class Slots {
  readonly #clock: Clock;
  readonly #config: DeliveryConfig;
  readonly #onSlow: () => void;
  readonly #regions = new Map<Region, RegionSlots>();
  readonly #customers = new Map<string, CustomerSlots>();

  /** @param onSlow called when a send turns out to be slow, for its lane counts as slow from then on */
  constructor(options: { readonly clock: Clock; readonly config: DeliveryConfig; readonly onSlow: () => void }) {
    this.#clock = options.clock;
    this.#config = options.config;
    this.#onSlow = options.onSlow;
  }

  /** Waits for a place in the order of the calls; never rejects. */
  enter(ask: SlotAsk): Promise<Slot | SlotWait> {
    const customer = this.#customerOf(ask.customer);
    const { promise, resolve } = Promise.withResolvers<Slot | SlotWait>();
    const behind = customer.underWay > 0 && !ask.trusted && !ask.urgent;
    if (behind) customer.waiting.push({ ask, resolve });
    else this.#admit(customer, ask, resolve);
    this.#forgetIdle(ask.customer, customer);
    return promise;
  }

  /** Gives a place back. */
  leave(slot: Slot, end: SlotEnd): void {
    slot.timer?.cancel();
    const region = this.#regionOf(slot.ask.region);
    if (slot.slow) this.#leaveSlow(slot, region);
    else region.fast -= 1;
    this.#serve(region);
    const customer = this.#customerOf(slot.ask.customer);
    customer.underWay -= 1;
    this.#goOn(customer, end);
    this.#forgetIdle(slot.ask.customer, customer);
  }

  #goOn(customer: CustomerSlots, end: SlotEnd): void {
    if (typeof end === 'object') {
      for (const { resolve } of customer.waiting.splice(0)) resolve(end);
      return;
    }
    const count = end === 'all' ? customer.waiting.length : Number(customer.underWay === 0);
    for (const { ask, resolve } of customer.waiting.splice(0, count)) this.#admit(customer, ask, resolve);
  }

  #admit(customer: CustomerSlots, ask: SlotAsk, resolve: Resolve): void {
    const region = this.#regionOf(ask.region);
    if (ask.suspect && region.slow >= this.#config.slow) {
      resolve({ type: 'wait', waitMs: CROWDED_MS, reason: CROWDED });
      return;
    }
    customer.underWay += 1;
    const slot: Slot = { ask, slow: false, timer: undefined };
    if (ask.suspect) {
      this.#beginSlow(slot, region);
      resolve(slot);
    } else {
      region.queue.push({ slot, resolve });
      this.#serve(region);
    }
  }

  #serve(region: RegionSlots): void {
    while (region.fast < this.#config.connections) {
      const next = region.queue.shift();
      if (next === undefined) return;
      region.fast += 1;
      this.#watch(next.slot, region);
      next.resolve(next.slot);
    }
  }

  #watch(slot: Slot, region: RegionSlots): void {
    slot.timer = this.#clock.setTimer(this.#config.slowAfterMs, () => {
      if (region.slow >= this.#config.slow) return this.#watch(slot, region);
      region.fast -= 1;
      this.#beginSlow(slot, region);
      this.#onSlow();
      this.#serve(region);
    });
  }

  #beginSlow(slot: Slot, region: RegionSlots): void {
    slot.slow = true;
    slot.timer = undefined;
    slot.ask.lane.slow += 1;
    region.slow += 1;
  }

  #leaveSlow(slot: Slot, region: RegionSlots): void {
    slot.ask.lane.slow -= 1;
    region.slow -= 1;
  }

  #customerOf(customer: string): CustomerSlots {
    const known = this.#customers.get(customer);
    if (known !== undefined) return known;
    const slots: CustomerSlots = { underWay: 0, waiting: [] };
    this.#customers.set(customer, slots);
    return slots;
  }

  #forgetIdle(name: string, { underWay, waiting }: CustomerSlots): void {
    if (underWay === 0 && waiting.length === 0) this.#customers.delete(name);
  }

  #regionOf(region: Region): RegionSlots {
    const known = this.#regions.get(region);
    if (known !== undefined) return known;
    const slots: RegionSlots = { fast: 0, slow: 0, queue: [] };
    this.#regions.set(region, slots);
    return slots;
  }
}
