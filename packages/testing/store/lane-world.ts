import assert from 'node:assert/strict';
import type { ClaimedEvent, LaneChange, LedgerCounts, NewEvent, SettledEvent, Store } from '@gatehouse/relay/store';
import { LEASE_MS, link, newEvent } from './store-fixture.ts';

/** The classes that the walk mixes: one of each promise. */
export type WalkClass = 'edge' | 'level' | 'reply' | 'catalogue';

/** One step of a random walk through the lanes. `customer` and `endpoint` are small numbers. */
export type LaneStep =
  | {
      readonly type: 'accept';
      readonly customer: number;
      readonly endpoint: number;
      readonly class: WalkClass;
      readonly ttlMs?: number;
    }
  | { readonly type: 'claim'; readonly events: number }
  | { readonly type: 'more'; readonly customer: number; readonly events: number }
  | {
      readonly type: 'settle';
      readonly customer: number;
      /** One for each event in flight, over and over; `undefined` leaves it in flight. */
      readonly results: readonly (SettledEvent['result'] | undefined)[];
      readonly lane: 'go-on' | 'wait' | 'park';
      readonly claim: number;
    }
  | { readonly type: 'release'; readonly customer: number }
  | { readonly type: 'grant'; readonly customer: number }
  | { readonly type: 'advance'; readonly ms: number }
  | { readonly type: 'reopen' };

interface KnownEvent {
  readonly event: NewEvent;
  status: 'open' | 'delivered' | 'coalesced' | 'expired' | 'dead';
  flying: boolean;
  claimed: boolean;
}

interface KnownLane {
  readonly customer: string;
  readonly events: KnownEvent[];
  readonly delivered: number[];
  generation: number;
  parked: boolean;
  waitsUntil: number;
  epoch: number;
  heldUntil: number | undefined;
}

const PRIORITY: Readonly<Record<string, number>> = { reply: 0, edge: 1, level: 2, catalogue: 3 };

/** The lanes as they must be, kept beside a store: every step is done to both, and both are compared after it. */
export class LaneWorld {
  #store: Store;
  readonly #reopen: (() => Promise<Store>) | undefined;
  readonly #lanes: readonly KnownLane[];
  #before: LedgerCounts | undefined;
  #now: number;

  constructor(
    store: Store,
    world: { reopen?: (() => Promise<Store>) | undefined; customers: readonly string[]; at: number },
  ) {
    this.#store = store;
    this.#reopen = world.reopen;
    this.#now = world.at;
    this.#lanes = world.customers.map(customer => ({
      customer,
      events: [],
      delivered: [],
      generation: 0,
      parked: false,
      waitsUntil: 0,
      epoch: 0,
      heldUntil: undefined,
    }));
  }

  /** Does one step and compares. */
  async play(step: LaneStep): Promise<void> {
    this.#before ??= await this.#store.readLedger();
    await this.#do(step);
    await this.#compare();
  }

  /** Delivers whatever is left; then nothing may be pending and nothing may have left out of order. */
  async drain(): Promise<void> {
    for (const customer of this.#lanes.keys()) await this.play({ type: 'grant', customer });
    for (let turn = 0; this.#open() > 0; turn++) {
      assert.ok(turn < 200, 'the lanes drain');
      await this.play({ type: 'advance', ms: LEASE_MS });
      await this.play({ type: 'claim', events: 8 });
      for (const customer of this.#lanes.keys()) {
        await this.play({ type: 'settle', customer, results: ['delivered'], lane: 'go-on', claim: 0 });
        await this.play({ type: 'release', customer });
      }
    }
    for (const lane of this.#lanes) this.#checkOrder(lane);
  }

  #open(): number {
    return this.#lanes.flatMap(({ events }) => events).filter(({ status }) => status === 'open').length;
  }

  async #do(step: LaneStep): Promise<void> {
    switch (step.type) {
      case 'accept':
        return this.#accept(step);
      case 'claim':
        return this.#claim(step.events);
      case 'more':
        return this.#claimMore(this.#laneOf(step.customer), step.events);
      case 'settle':
        return this.#settle(this.#laneOf(step.customer), step);
      case 'release':
        return this.#release(this.#laneOf(step.customer));
      case 'grant':
        return this.#grant(this.#laneOf(step.customer));
      case 'advance':
        this.#now += step.ms;
        return;
      case 'reopen':
        return this.#restart();
    }
  }

  #laneOf(customer: number): KnownLane {
    const lane = this.#lanes[customer % this.#lanes.length];
    assert.ok(lane);
    return lane;
  }

  async #accept(step: Extract<LaneStep, { type: 'accept' }>): Promise<void> {
    const lane = this.#laneOf(step.customer);
    const endpointId = `lamp-${step.endpoint}`;
    const expiry = step.ttlMs === undefined ? {} : { expiresAt: this.#now + step.ttlMs };
    const event = newEvent(lane.customer, step.class, { endpointId, ...expiry });
    const intake = { customer: lane.customer, at: this.#now, shadows: [], events: [event] };
    assert.deepEqual(await this.#store.accept(intake), { type: 'committed' });
    lane.events.push({ event, status: 'open', flying: false, claimed: false });
  }

  async #claim(events: number): Promise<void> {
    const leaseUntil = this.#now + LEASE_MS;
    const claimed = await this.#store.claimLanes({ owner: 'walker', now: this.#now, leaseUntil, lanes: 8, events });
    const claimable = this.#lanes.filter(lane => this.#mayClaim(lane));
    for (const { customer, epoch, generation, events: handed } of claimed) {
      const lane = claimable.find(each => each.customer === customer);
      assert.ok(lane, `${customer} is due and free`);
      assert.ok(epoch > lane.epoch, 'the epoch grows');
      assert.equal(generation, lane.generation);
      this.#land(lane);
      Object.assign(lane, { epoch, heldUntil: leaseUntil });
      await this.#take(lane, handed, events);
    }
    for (const lane of claimable.filter(({ customer }) => !claimed.some(each => each.customer === customer))) {
      this.#land(lane);
      lane.heldUntil = undefined;
      await this.#observe(lane);
      assert.deepEqual(this.#heads(lane), [], `${lane.customer} was passed over with work to do`);
    }
  }

  #mayClaim({ generation, parked, waitsUntil, heldUntil }: KnownLane): boolean {
    return generation > 0 && !parked && waitsUntil <= this.#now && (heldUntil === undefined || heldUntil <= this.#now);
  }

  async #claimMore(lane: KnownLane, events: number): Promise<void> {
    const { customer, epoch } = lane;
    const more = await this.#store.claimMore({ customer, epoch, now: this.#now, events });
    if (lane.heldUntil === undefined) return assert.equal(more.type, 'fenced');
    assert.ok(more.type === 'settled');
    await this.#take(lane, more.next, this.#sends(lane) ? events : 0);
  }

  async #settle(lane: KnownLane, step: Extract<LaneStep, { type: 'settle' }>): Promise<void> {
    const flying = lane.events.filter(each => each.flying);
    const results = flying.map((_, index) => step.results[index % step.results.length]);
    const settled = flying.flatMap(({ event: { id, messageId } }, index): SettledEvent[] => {
      const result = results[index];
      return result === undefined ? [] : [{ id, result, messageId, attempts: [], decisions: [] }];
    });
    const { customer, epoch } = lane;
    const settlement = { customer, epoch, at: this.#now, events: settled, claim: step.claim };
    const answer = await this.#store.settle({ ...settlement, lane: this.#changeOf(lane, step.lane) });
    if (lane.heldUntil === undefined) return assert.equal(answer.type, 'fenced');
    assert.ok(answer.type === 'settled');
    for (const [index, each] of flying.entries()) this.#end(lane, each, results[index]);
    if (step.lane === 'wait') lane.waitsUntil = Math.max(lane.waitsUntil, this.#now + 500);
    if (step.lane === 'park') lane.parked = true;
    await this.#take(lane, answer.next, step.lane === 'go-on' && this.#sends(lane) ? step.claim : 0);
  }

  #end(lane: KnownLane, each: KnownEvent, result: SettledEvent['result'] | undefined): void {
    if (result === undefined) return;
    each.flying = false;
    if (result !== 'pending') each.status = result;
    if (result === 'delivered') lane.delivered.push(lane.events.indexOf(each));
  }

  #sends({ parked, waitsUntil }: KnownLane): boolean {
    return !parked && waitsUntil <= this.#now;
  }

  #changeOf({ generation }: KnownLane, lane: 'go-on' | 'wait' | 'park'): LaneChange {
    if (lane === 'wait') return { type: 'wait', dueAt: this.#now + 500, failures: 1, reason: 'Throttled' };
    if (lane === 'park') return { type: 'park', generation, link: 'lost', reason: 'Revoked', remedy: 'Link again' };
    return { type: 'go-on' };
  }

  async #release(lane: KnownLane): Promise<void> {
    await this.#store.releaseLane({ customer: lane.customer, epoch: lane.epoch, at: this.#now });
    this.#land(lane);
    lane.heldUntil = undefined;
  }

  async #grant(lane: KnownLane): Promise<void> {
    lane.generation = await link({ store: this.#store, customer: lane.customer, at: this.#now });
    if (lane.parked) lane.waitsUntil = this.#now;
    lane.parked = false;
  }

  async #restart(): Promise<void> {
    if (this.#reopen === undefined) return;
    this.#store = await this.#reopen();
    for (const lane of this.#lanes) {
      this.#land(lane);
      lane.heldUntil = undefined;
    }
  }

  #land(lane: KnownLane): void {
    for (const each of lane.events) each.flying = false;
  }

  /** What was handed out is exactly what must be: the oldest of each order key, by class and age, up to the limit. */
  async #take(lane: KnownLane, handed: readonly ClaimedEvent[], limit: number): Promise<void> {
    await this.#observe(lane);
    const expected = this.#heads(lane).slice(0, limit);
    assert.deepEqual(
      handed.map(({ id }) => id),
      expected.map(({ event }) => event.id),
    );
    for (const each of expected) Object.assign(each, { flying: true, claimed: true });
  }

  #heads({ events }: KnownLane): KnownEvent[] {
    const open = events.filter(({ status }) => status === 'open');
    const heads = open.filter(each => open.find(({ event }) => event.orderKey === each.event.orderKey) === each);
    const rank = ({ event }: KnownEvent): number => PRIORITY[event.class] ?? 9;
    return heads
      .filter(({ flying }) => !flying)
      .sort((a, b) => rank(a) - rank(b) || events.indexOf(a) - events.indexOf(b));
  }

  /** Takes over what the store did on its own, if it was allowed to. */
  async #observe(lane: KnownLane): Promise<void> {
    const records = await this.#store.listEvents({ customer: lane.customer, limit: 1000 });
    assert.deepEqual(
      records.map(({ id }) => id),
      lane.events.map(({ event }) => event.id),
      'nothing is lost and nothing changes its place',
    );
    for (const [index, each] of lane.events.entries()) {
      const status = records[index]?.status;
      const open = status === 'pending' || status === 'parked';
      if (each.status === 'open' && (status === 'expired' || status === 'coalesced')) {
        assert.ok(!each.flying, `an event in flight became ${status}`);
        assert.ok(this.#mayEnd(lane, index, status), `${each.event.class} event became ${status}`);
        each.status = status;
      }
      assert.equal(open ? 'open' : status, each.status);
      if (open) assert.equal(status, lane.parked ? 'parked' : 'pending');
    }
  }

  #mayEnd(lane: KnownLane, index: number, status: 'expired' | 'coalesced'): boolean {
    const event = lane.events[index]?.event;
    if (event === undefined) return false;
    if (status === 'expired') return event.expiresAt !== undefined && event.expiresAt <= this.#now;
    const newer = lane.events.slice(index + 1);
    return (
      event.class === 'level' &&
      newer.some(each => each.event.class === 'level' && each.event.orderKey === event.orderKey)
    );
  }

  async #compare(): Promise<void> {
    for (const lane of this.#lanes) {
      await this.#observe(lane);
      const fresh = lane.events.filter(each => each.event.class === 'level' && each.status === 'open' && !each.claimed);
      assert.equal(new Set(fresh.map(({ event }) => event.orderKey)).size, fresh.length, 'one unsent level event each');
      const open = lane.events.filter(each => each.status === 'open');
      assert.equal(await this.#store.countPending(lane.customer), open.length, `${lane.customer} is counted`);
    }
    await this.#checkLedger();
  }

  async #checkLedger(): Promise<void> {
    const before = this.#before;
    const { accepted, ...endings } = await this.#store.readLedger();
    assert.equal(
      accepted,
      Object.values(endings).reduce((sum, count) => sum + count),
      'the ledger balances',
    );
    const all = this.#lanes.flatMap(lane =>
      lane.events.map(({ status }) => (status !== 'open' ? status : lane.parked ? 'parked' : 'pending')),
    );
    assert.equal(accepted - (before?.accepted ?? 0), all.length);
    for (const status of ['pending', 'parked', 'delivered', 'coalesced', 'expired', 'dead'] as const) {
      assert.equal(endings[status] - (before?.[status] ?? 0), all.filter(each => each === status).length, status);
    }
  }

  /** Deliveries of one order key happened in the order of acceptance. */
  #checkOrder({ events, delivered }: KnownLane): void {
    const last = new Map<string, number>();
    for (const index of delivered) {
      const key = events[index]?.event.orderKey ?? '';
      assert.ok(index > (last.get(key) ?? -1), `${key} is in order`);
      last.set(key, index);
    }
  }
}
