import { bucketOf } from '../../lane/bucket.ts';
import type { LaneChange, SettledEvent } from '../../lane/lane-store.ts';
import type { EventClass } from '../../outbox/outbox-store.ts';
import type { ClaimSql, ClaimTables } from './claim-sql.ts';
import type { CustomerKey, CustomerSql } from './customer-sql.ts';
import { isHeld, type LaneRow } from './lane-sql.ts';
import type {
  EncodedSettledEvent,
  EncodedSettlement,
  EncodedSettlementResult,
  ThreadMethods,
} from './thread-message.ts';

/** The tables that a settlement touches. */
export interface SettlementTables extends ClaimTables {
  readonly customers: CustomerSql;
  readonly claims: ClaimSql;
}

type LaneThen = 'goes-on' | 'waits' | 'parked';

/** Settlements: what became of claimed events, and what follows for their lane. */
export class SettlementSql implements Pick<ThreadMethods, 'settle'> {
  readonly #tables: SettlementTables;

  constructor(tables: SettlementTables) {
    this.#tables = tables;
  }

  settle(settlement: EncodedSettlement): EncodedSettlementResult {
    const { customer, epoch, at } = settlement;
    const key = { bucket: bucketOf(customer), customer };
    const lane = this.#tables.lanes.read(key);
    if (!isHeld(lane, epoch)) return { type: 'fenced' };
    this.#settleEvents(key, settlement);
    const laneThen = this.#changeLane(key, { lane, change: settlement.lane, at });
    const claim = { epoch, now: at, events: settlement.claim };
    const next = laneThen === 'goes-on' ? this.#tables.claims.claimEvents(key, claim).events : [];
    if (settlement.release && next.length === 0) this.#tables.lanes.releaseLane({ customer, epoch, at });
    return { type: 'settled', next, ...(laneThen === 'parked' && { parked: true }) };
  }

  #settleEvents(key: CustomerKey, settlement: EncodedSettlement): void {
    const ended = new Map<Exclude<SettledEvent['result'], 'pending'>, EventClass[]>();
    for (const event of settlement.events) {
      const eventClass = this.#settleEvent(key, event, settlement);
      if (eventClass === undefined || event.result === 'pending') continue;
      const known = ended.get(event.result);
      if (known === undefined) ended.set(event.result, [eventClass]);
      else known.push(eventClass);
    }
    for (const [ending, events] of ended) {
      this.#tables.ledger.countEnded(ending, events);
      this.#tables.lanes.count(key, -events.length);
    }
  }

  /** Answers the class of an event that was in flight. */
  #settleEvent(key: CustomerKey, event: EncodedSettledEvent, settlement: EncodedSettlement): EventClass | undefined {
    const row = this.#tables.events.settle(key, event, settlement);
    if (row === undefined) return undefined;
    if (event.result !== 'pending') this.#tables.events.promote(key, row.orderKey);
    const { endpointId, seq, outdated } = row;
    if (endpointId !== null && outdated === 0) {
      for (const sample of event.reported) this.#tables.shadows.report({ ...key, endpointId }, sample, seq);
    }
    if (endpointId !== null) {
      for (const sample of event.refused ?? []) this.#tables.shadows.refuse({ ...key, endpointId }, sample);
    }
    return row.class;
  }

  /** Changes the lane; answers whether it may send on, waits, or was parked. */
  #changeLane(key: CustomerKey, { lane, change, at }: { lane: LaneRow; change: LaneChange; at: number }): LaneThen {
    switch (change.type) {
      case 'go-on':
        if (lane.failures > 0 || lane.reason !== null) this.#tables.lanes.goOn(key, at);
        return lane.state === 'due' && lane.dueAt <= at ? 'goes-on' : 'waits';
      case 'wait':
        this.#tables.lanes.wait(key, change);
        return 'waits';
      case 'park':
        if (this.#park(key, change, at)) return 'parked';
        if (change.overtaken) this.#tables.lanes.wait(key, change.overtaken);
        return 'waits';
    }
  }

  /** Answers false, and changes nothing, when a newer grant was given. */
  #park(key: CustomerKey, park: Extract<LaneChange, { type: 'park' }>, at: number): boolean {
    const customer = this.#tables.customers.readCustomer(key.customer);
    if (customer?.generation !== park.generation) return false;
    const { link, reason, remedy } = park;
    this.#tables.customers.setLink({ ...key, state: link, since: at, reason, remedy });
    this.#tables.lanes.park(key, reason);
    return true;
  }
}
