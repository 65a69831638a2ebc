import type { HoldReason } from '@gatehouse/client';
import { type Log, sleep } from '@gatehouse/client/platform';
import type { Delivery } from '../delivery/delivery.ts';
import { type DeliveryLane, maySend } from '../delivery/delivery-lane.ts';
import { MOST_ENDPOINTS } from '../delivery/group-catalogue.ts';
import { planDeliveries } from '../delivery/plan-deliveries.ts';
import { type DeliveryTools, sendDelivery } from '../delivery/send-delivery.ts';
import { isNoticeHolder } from '../notice/notice-holder.ts';
import type { NoticeSender } from '../notice/notice-sender.ts';
import type { TraceDelivery } from '../trace/traces.ts';
import type { DeliveredEvents } from '../trace/tracing.ts';
import type { ClaimedEvent, ClaimedLane, LaneChange, LaneStore, SettledEvent, SettlementResult } from './lane-store.ts';
import { mergeLaneChange } from './merge-lane-change.ts';

/** What a turn works with. `stopping` says that nothing further is to be begun. */
export interface TurnTools extends Omit<DeliveryTools, 'signal'> {
  readonly lanes: LaneStore;
  readonly log: Log;
  /** Default: no spans. */
  readonly traceDelivery?: TraceDelivery | undefined;
  /** What a lane of notices is sent with; none are claimed without it. */
  readonly notices?: Pick<NoticeSender, 'send'> | undefined;
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

const goOn: LaneChange = { type: 'go-on' };

/** One runner's hold on one lane, from the claim to the release. */
export class LaneTurn {
  readonly customer: string;
  readonly epoch: number;
  readonly #tools: TurnTools & DeliveryTools;
  // One for each turn: a signal shared by everything in flight would grow a long list of listeners.
  readonly #cut = new AbortController();
  readonly #lane: DeliveryLane;
  readonly #running = new Set<Promise<void>>();
  #change: LaneChange = goOn;
  /** Events claimed and not settled, and room kept for those that a question to the store may bring. */
  #inFlight = 0;
  #begun = 0;
  #over = false;
  #parked = false;
  #gaveUp = false;

  /** `leaseUntil`: until when the lane is claimed, in milliseconds since the epoch. */
  constructor(claimed: ClaimedLane & { readonly leaseUntil: number }, tools: TurnTools) {
    const { customer, epoch, generation, region, failures, leaseUntil, events } = claimed;
    this.customer = customer;
    this.epoch = epoch;
    this.#tools = { ...tools, signal: this.#cut.signal };
    this.#lane = { customer, generation, region, failures, slow: 0, leaseUntil, closed: false, regionAsk: undefined };
    this.#inFlight = events.length;
    this.#start(this.#begin(events));
  }

  /** Whether it waits for a slow answer: it does not count as one of the lanes that are claimed at the same time. */
  get slow(): boolean {
    return this.#lane.slow > 0;
  }

  /** Resolves when nothing is in flight any more and the lane is given back; never rejects. */
  async finish(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
    if (this.#over) return;
    this.#over = true;
    const { customer, epoch } = this;
    const { lanes, clock, log } = this.#tools;
    try {
      await lanes.releaseLane({ customer, epoch, at: clock.now() });
    } catch (error) {
      log.warn('A lane could not be given back; it is free again when its lease ends', { customer, error });
    }
  }

  /** Something was added to the lane: claims it if there is room, instead of when something else is settled. */
  wake(): void {
    const room = this.#takeRoom();
    if (room > 0) this.#start(this.#claimMore(room));
  }

  /** The claim was prolonged. */
  prolong(leaseUntil: number): void {
    this.#lane.leaseUntil = leaseUntil;
  }

  /** Ends what is in flight as if no answer had come. */
  cut(): void {
    this.#cut.abort();
  }

  /** Somebody else has the lane: nothing more is sent, and nothing is written. */
  lose(): void {
    this.#over = true;
    this.#lane.closed = true;
  }

  #start(work: Promise<void>): void {
    const running = work
      .catch((error: unknown) => {
        this.#tools.log.error('A lane failed; it is free again when its lease ends', {
          customer: this.customer,
          error,
        });
        this.lose();
      })
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #claimMore(room: number): Promise<void> {
    const next = await this.#askForMore(room);
    this.#inFlight -= room - next.length;
    if (next.length > 0) await this.#begin(next);
  }

  async #begin(claimed: readonly ClaimedEvent[]): Promise<void> {
    if (isNoticeHolder(this.customer)) return this.#beginNotices(claimed);
    const events = [...claimed, ...(await this.#restOfCatalogue(claimed))];
    this.#begun += events.length;
    const { deliveries, settled } = planDeliveries(events, this.#tools.clock.now());
    for (const delivery of deliveries) this.#start(this.#deliver(delivery));
    if (settled.length > 0) await this.#settle(settled, goOn);
  }

  #beginNotices(notices: readonly ClaimedEvent[]): void {
    this.#begun += notices.length;
    for (const notice of notices) {
      this.#start(this.#traced({ events: [notice], tries: notice.tries }, () => this.#sendNotice(notice)));
    }
  }

  /** Catalogue events come last in a claim: when there is one, the rest that could travel with it is claimed too. */
  async #restOfCatalogue(events: readonly ClaimedEvent[]): Promise<readonly ClaimedEvent[]> {
    const mergeable = events.some(({ draft }) => draft.type === 'put' || draft.type === 'delete');
    if (!mergeable || events.length >= MOST_ENDPOINTS || this.#isOver()) return [];
    const rest = await this.#askForMore(MOST_ENDPOINTS - events.length);
    this.#inFlight += rest.length;
    return rest;
  }

  async #askForMore(events: number): Promise<readonly ClaimedEvent[]> {
    const { lanes, clock, log } = this.#tools;
    const { customer, epoch } = this;
    try {
      const more = await lanes.claimMore({ customer, epoch, now: clock.now(), events });
      if (more.type === 'settled') return more.next;
      this.lose();
    } catch (error) {
      log.warn('No further events could be claimed', { customer, error });
    }
    return [];
  }

  #deliver(delivery: Delivery): Promise<void> {
    return this.#traced(delivery, () => this.#sendAndSettle(delivery));
  }

  #traced(delivery: DeliveredEvents, work: () => Promise<void>): Promise<void> {
    const { traceDelivery } = this.#tools;
    return traceDelivery === undefined ? work() : traceDelivery(this.customer, delivery, work);
  }

  async #sendAndSettle(delivery: Delivery): Promise<void> {
    const result = await sendDelivery(delivery, this.#lane, this.#tools);
    if (result.type === 'split') {
      for (const part of result.parts) this.#start(this.#deliver(part));
      return;
    }
    if (result.error !== undefined) this.#noteFailure(result.error);
    if (result.hold !== undefined) this.#tools.onHold(result.hold);
    if (result.events.some(event => event.result === 'delivered')) this.#tools.onAccepted();
    await this.#settle(result.events, result.lane);
  }

  /** What stands in the way of notices is no reason to hold anything else, and the other way round. */
  async #sendNotice(event: ClaimedEvent): Promise<void> {
    const sent = await this.#tools.notices?.send({ event, lane: this.#lane, signal: this.#cut.signal });
    if (sent !== undefined) await this.#settle([sent.event], sent.lane);
  }

  #noteFailure(error: unknown): void {
    this.#tools.log.error('A delivery failed on our own side', { customer: this.#lane.customer, error });
  }

  async #settle(events: readonly SettledEvent[], change: LaneChange): Promise<void> {
    this.#change = mergeLaneChange(this.#change, change);
    if (this.#change.type === 'park') this.#lane.closed = true;
    this.#inFlight -= events.length;
    const room = this.#takeRoom();
    const result = await this.#writeSettlement(events, room);
    const next = result.type === 'settled' ? result.next : [];
    this.#inFlight -= room - next.length;
    if (result.type === 'settled' && result.parked) this.#warnParked();
    if (result.type === 'settled') this.#warnDead(events);
    if (result.type === 'fenced') this.lose();
    else if (next.length > 0) this.#start(this.#begin(next));
  }

  /** Only the store knows that the lane is parked: a newer grant may have come since the send. Said once. */
  #warnParked(): void {
    if (this.#parked || this.#change.type !== 'park') return;
    this.#parked = true;
    const { link, reason, remedy } = this.#change;
    this.#tools.log.warn('A lane is parked', { customer: this.customer, link, reason, remedy });
  }

  /** Said once a turn: whatever is wrong may be wrong with all that a home has to tell. */
  #warnDead(events: readonly SettledEvent[]): void {
    const dead = events.find(({ result }) => result === 'dead');
    if (dead === undefined || this.#gaveUp) return;
    this.#gaveUp = true;
    const { id, decisions } = dead;
    this.#tools.log.warn('An event was given up', { customer: this.customer, id, why: decisions.at(-1)?.why });
  }

  async #writeSettlement(events: readonly SettledEvent[], claim: number): Promise<SettlementResult> {
    const { lanes, clock, log, signal } = this.#tools;
    const { customer, epoch } = this;
    for (let tries = 1; !this.#over; tries++) {
      try {
        // Nothing of the turn is left but the room that was kept for what this may claim.
        const release = this.#inFlight === claim;
        const at = clock.now();
        const result = await lanes.settle({ customer, epoch, at, events, lane: this.#change, claim, release });
        if (release && result.type === 'settled' && result.next.length === 0) this.#over = true;
        return result;
      } catch (error) {
        log.error('A settlement could not be written', { customer, tries, error });
        if (tries >= SETTLE_TRIES || signal.aborted) break;
        await sleep(clock, SETTLE_PAUSE_MS * 2 ** (tries - 1), signal);
      }
    }
    return { type: 'fenced' };
  }

  /** Keeps the room that is left, so that two questions to the store at the same time do not fill it twice. */
  #takeRoom(): number {
    const room = this.#isOver() ? 0 : Math.max(0, this.#tools.config.inFlight - this.#inFlight);
    this.#inFlight += room;
    return room;
  }

  #isOver(): boolean {
    const { clock, stopping } = this.#tools;
    if (stopping() || !maySend(this.#lane, clock.now())) return true;
    return this.#over || this.#change.type !== 'go-on' || this.#begun >= LONGEST_TURN;
  }
}
