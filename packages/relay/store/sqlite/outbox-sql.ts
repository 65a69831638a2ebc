import type { DatabaseSync } from 'node:sqlite';
import { Query } from '@gatehouse/sqlite';
import { bucketOf } from '../../lane/bucket.ts';
import type { EventFilter, Idempotency, TroubleFilter } from '../../outbox/outbox-store.ts';
import type { ClaimSql } from './claim-sql.ts';
import type { CustomerKey, CustomerSql } from './customer-sql.ts';
import type { EventSql, UnsentAsk, UnsentRow } from './event-sql.ts';
import { heldEpochOf, type LaneRow, type LaneSql } from './lane-sql.ts';
import type { Ending, LedgerSql } from './ledger-sql.ts';
import type { ShadowSql } from './shadow-sql.ts';
import type { EncodedEvent, EncodedIntake, EncodedIntakeResult, EventRow, ThreadMethods } from './thread-message.ts';

/** The tables that an intake touches. */
export interface OutboxTables {
  readonly customers: CustomerSql;
  readonly shadows: ShadowSql;
  readonly events: EventSql;
  readonly lanes: LaneSql;
  readonly ledger: LedgerSql;
  readonly claims: ClaimSql;
}

interface LaneMoment {
  readonly lane: LaneRow | undefined;
  readonly at: number;
}

/** What enters the outbox, and what lies in it. */
export class OutboxSql
  implements Pick<ThreadMethods, 'accept' | 'readEvent' | 'listEvents' | 'listTroubled' | 'readIdempotency'>
{
  readonly #tables: OutboxTables;
  readonly #readKey: Query<Idempotency>;
  readonly #putKey: Query;

  constructor(database: DatabaseSync, tables: OutboxTables) {
    this.#tables = tables;
    this.#readKey = new Query(
      database,
      'SELECT key, fingerprint, answer FROM idempotency WHERE bucket = ? AND customer = ? AND key = ?',
    );
    this.#putKey = new Query(
      database,
      'INSERT INTO idempotency (bucket, customer, key, fingerprint, answer, at) VALUES (?, ?, ?, ?, ?, ?)',
    );
  }

  accept(intake: EncodedIntake): EncodedIntakeResult {
    const { customer, at, shadows, events, idempotency, claim } = intake;
    const key = { bucket: bucketOf(customer), customer };
    const known = idempotency && this.readIdempotency({ customer, key: idempotency.key });
    if (known) {
      const same = known.fingerprint === idempotency.fingerprint;
      return same ? { type: 'repeated', answer: known.answer } : { type: 'mismatched' };
    }
    const moved = shadows.some(
      ({ endpointId, expectedVersion }) => this.#tables.shadows.readVersion({ ...key, endpointId }) !== expectedVersion,
    );
    if (moved) return { type: 'conflict' };
    const lane = this.#readLane(key, at);
    // Before the events get their numbers: a shadow that begins here begins with them.
    for (const shadow of shadows) this.#tables.shadows.change(key, shadow);
    this.#addEvents(key, events, { lane, at });
    if (idempotency) {
      this.#putKey.run(key.bucket, customer, idempotency.key, idempotency.fingerprint, idempotency.answer, at);
    }
    const claimed = claim && this.#tables.claims.claimLane(key, { ...claim, now: at });
    return { type: 'committed', claimed: claimed ?? null };
  }

  readEvent(id: string): EventRow | undefined {
    return this.#tables.events.readEvent(id);
  }

  listEvents(filter: EventFilter): readonly EventRow[] {
    return this.#tables.events.listEvents(bucketOf(filter.customer), filter);
  }

  listTroubled(filter: TroubleFilter): readonly EventRow[] {
    return this.#tables.events.listTroubled(filter);
  }

  readIdempotency({ customer, key }: { customer: string; key: string }): Idempotency | undefined {
    return this.#readKey.one(bucketOf(customer), customer, key);
  }

  /** Adds one event that nobody handed in: an announcement, or one that enters anew. */
  add(key: CustomerKey, event: EncodedEvent, at: number): void {
    this.#addEvents(key, [event], { lane: this.#readLane(key, at), at });
  }

  /** Ends the level and catalogue events of an endpoint that are not in flight. */
  endConverging(key: CustomerKey, end: { endpointId: string; ending: Ending; at: number; why: string }): void {
    const ask = { orderKey: end.endpointId, heldEpoch: heldEpochOf(this.#tables.lanes.read(key)) };
    const ended = this.#end(key, this.#tables.events.readUnsentConverging(key, ask), { ...ask, ...end });
    this.#tables.lanes.count(key, -ended);
  }

  /** Adds events, coalesces what they replace, and wakes the lane. */
  #addEvents(key: CustomerKey, events: readonly EncodedEvent[], { lane, at }: LaneMoment): void {
    if (events.length === 0) return;
    let seq = this.#tables.ledger.countAccepted(events.map(event => event.class));
    let queued = events.length;
    for (const event of events) {
      if (event.class === 'level') queued -= this.#coalesceLevels(key, event, { lane, at });
      this.#tables.events.insert(key, event, { seq, at });
      if (event.class === 'notice') queued -= this.#coalesceNotices(key, event, { lane, at });
      seq++;
    }
    if (lane?.state === 'idle') this.#tables.lanes.wake(key, { at, queued });
    else this.#tables.lanes.count(key, queued);
  }

  #readLane(key: CustomerKey, at: number): LaneRow | undefined {
    const lane = this.#tables.lanes.read(key);
    if (lane !== undefined) return lane;
    this.#tables.customers.ensure(key, at);
    return this.#tables.lanes.read(key);
  }

  #coalesceLevels(key: CustomerKey, event: EncodedEvent, { lane, at }: LaneMoment): number {
    const ask = { orderKey: event.orderKey, heldEpoch: heldEpochOf(lane) };
    const why = `${event.id} came with a newer state of the same endpoint before it was sent`;
    return this.#end(key, this.#tables.events.readUnsentLevels(key, ask), { ...ask, ending: 'coalesced', at, why });
  }

  /**
   * Of the versions of a notice the latest by its timestamp stays, of two with the same one that which came last. What is in
   * flight is left to its holder, and what came too late for it does not follow it.
   */
  #coalesceNotices(key: CustomerKey, { orderKey }: EncodedEvent, { lane, at }: LaneMoment): number {
    const ask = { orderKey, heldEpoch: heldEpochOf(lane) };
    const [first, ...others] = this.#tables.events.readNotices(key, ask);
    if (first === undefined || others.length === 0) return 0;
    const latest = others.reduce((best, row) => (row.version < best.version ? best : row), first);
    const unsent = [first, ...others].filter(row => row !== latest && row.flying === 0);
    const why = `${latest.id} is a later version of the same notice`;
    return this.#end(key, unsent, { ...ask, ending: 'coalesced', at, why });
  }

  /** Ends events; answers how many, for whoever counts what is queued. */
  #end(
    key: CustomerKey,
    unsent: readonly UnsentRow[],
    end: UnsentAsk & { ending: Ending; at: number; why: string },
  ): number {
    const decision = { at: end.at, what: end.ending, why: end.why };
    for (const { seq } of unsent) this.#tables.events.sweep({ seq, ending: end.ending, decision });
    if (unsent.length > 0) this.#tables.events.promote(key, end.orderKey);
    this.#tables.ledger.countEnded(
      end.ending,
      unsent.map(event => event.class),
    );
    return unsent.length;
  }
}
