import type { HoldReason } from '@gatehouse/client';
import { type Log, sleep } from '@gatehouse/client/platform';
import type { Delivery } from '../delivery/delivery.ts';
import type { DeliveryLane } from '../delivery/delivery-lane.ts';
import { MOST_ENDPOINTS } from '../delivery/group-catalogue.ts';
import { planDeliveries } from '../delivery/plan-deliveries.ts';
import { type DeliveryTools, sendDelivery } from '../delivery/send-delivery.ts';
import type { ClaimedEvent, ClaimedLane, LaneChange, LaneStore, SettledEvent, SettlementResult } from './lane-store.ts';
import { mergeLaneChange } from './merge-lane-change.ts';

/** What a turn works with. `stopping` says that nothing further is to be begun. */
export interface TurnTools extends DeliveryTools {
  readonly lanes: LaneStore;
  readonly log: Log;
  readonly stopping: () => boolean;
  readonly onHold: (reason: HoldReason) => void;
  readonly onAccepted: () => void;
}

/** How many events a lane may send before others have their turn. */
const LONGEST_TURN = 256;
/** How often a settlement that the store failed to write is tried before the lane is given up until its lease ends. */
const SETTLE_TRIES = 5;
/** The pause after the first failed settlement, in milliseconds; it doubles. */
const SETTLE_PAUSE_MS = 500;
/** How long a lane waits when the store failed between claim and send, in milliseconds. */
const STORE_PAUSE_MS = 5_000;

const goOn: LaneChange = { type: 'go-on' };

/** One runner's hold on one lane, from the claim to the release. */
export class LaneTurn {
  readonly #claimed: ClaimedLane;
  readonly #tools: TurnTools;
  readonly #lane: DeliveryLane;
  readonly #running = new Set<Promise<void>>();
  #change: LaneChange = goOn;
  #inFlight = 0;
  #begun = 0;
  #lost = false;

  constructor(claimed: ClaimedLane, tools: TurnTools) {
    const { customer, generation, region, failures } = claimed;
    this.#claimed = claimed;
    this.#tools = tools;
    this.#lane = { customer, generation, region, failures, closed: false, regionAsk: undefined };
  }

  /** Sends what was claimed and what the settlements claim on, until nothing is left or the turn is over; never rejects. */
  async run(): Promise<void> {
    this.#start(this.#begin(this.#claimed.events));
    while (this.#running.size > 0) await Promise.all(this.#running);
    if (this.#lost) return;
    const { customer, epoch } = this.#claimed;
    const { lanes, clock, log } = this.#tools;
    try {
      await lanes.releaseLane({ customer, epoch, at: clock.now() });
    } catch (error) {
      log.warn('A lane could not be given back; it is free again when its lease ends', { customer, error });
    }
  }

  /** Somebody else has the lane: nothing more is sent, and nothing is written. */
  lose(): void {
    this.#lost = true;
    this.#lane.closed = true;
  }

  #start(work: Promise<void>): void {
    const running = work
      .catch((error: unknown) => {
        this.#tools.log.error('A lane failed', { customer: this.#lane.customer, error });
        this.lose();
      })
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #begin(claimed: readonly ClaimedEvent[]): Promise<void> {
    const events = await this.#withWholeCatalogue(claimed);
    this.#inFlight += events.length;
    this.#begun += events.length;
    const { deliveries, settled } = planDeliveries(events, this.#tools.clock.now());
    for (const delivery of deliveries) this.#start(this.#deliver(delivery));
    if (settled.length > 0) await this.#settle(settled, goOn);
  }

  /** Catalogue events come last in a claim: when there is one, the rest that could travel with it is claimed too. */
  async #withWholeCatalogue(events: readonly ClaimedEvent[]): Promise<readonly ClaimedEvent[]> {
    const mergeable = events.some(({ draft }) => draft.type === 'put' || draft.type === 'delete');
    if (!mergeable || events.length >= MOST_ENDPOINTS || this.#isOver()) return events;
    const { lanes, clock, log } = this.#tools;
    const { customer, epoch } = this.#claimed;
    try {
      const more = await lanes.claimMore({ customer, epoch, now: clock.now(), events: MOST_ENDPOINTS - events.length });
      if (more.type === 'settled') return [...events, ...more.next];
      this.lose();
    } catch (error) {
      log.warn('No further endpoints could be claimed', { customer, error });
    }
    return events;
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const result = await this.#send(delivery);
    if (result.type === 'split') {
      for (const part of result.parts) this.#start(this.#deliver(part));
      return;
    }
    if (result.hold !== undefined) this.#tools.onHold(result.hold);
    if (result.events.some(event => event.result === 'delivered')) this.#tools.onAccepted();
    await this.#settle(result.events, result.lane);
  }

  async #send(delivery: Delivery): ReturnType<typeof sendDelivery> {
    try {
      return await sendDelivery(delivery, this.#lane, this.#tools);
    } catch (error) {
      const { customer, failures } = this.#lane;
      this.#tools.log.error('A delivery failed on our own side', { customer, error });
      const { events, messageId, attempts, decisions } = delivery;
      const dueAt = this.#tools.clock.now() + STORE_PAUSE_MS;
      const settled = events.map(({ id }) => ({ id, result: 'pending' as const, messageId, attempts, decisions }));
      const reason = 'The store failed while a delivery was prepared';
      return { type: 'ended', events: settled, lane: { type: 'wait', dueAt, failures, reason } };
    }
  }

  async #settle(events: readonly SettledEvent[], change: LaneChange): Promise<void> {
    this.#change = mergeLaneChange(this.#change, change);
    if (this.#change.type === 'park') this.#lane.closed = true;
    this.#inFlight -= events.length;
    const free = Math.max(0, this.#tools.config.inFlight - this.#inFlight);
    const result = await this.#writeSettlement(events, this.#isOver() ? 0 : free);
    if (result.type === 'fenced') this.lose();
    else if (result.next.length > 0) this.#start(this.#begin(result.next));
  }

  async #writeSettlement(events: readonly SettledEvent[], claim: number): Promise<SettlementResult> {
    const { lanes, clock, log, signal } = this.#tools;
    const { customer, epoch } = this.#claimed;
    for (let tries = 1; !this.#lost; tries++) {
      try {
        return await lanes.settle({ customer, epoch, at: clock.now(), events, lane: this.#change, claim });
      } catch (error) {
        log.error('A settlement could not be written', { customer, tries, error });
        if (tries >= SETTLE_TRIES || signal.aborted) break;
        await sleep(clock, SETTLE_PAUSE_MS * 2 ** (tries - 1), signal);
      }
    }
    return { type: 'fenced' };
  }

  #isOver(): boolean {
    return this.#lost || this.#change.type !== 'go-on' || this.#begun >= LONGEST_TURN || this.#tools.stopping();
  }
}
