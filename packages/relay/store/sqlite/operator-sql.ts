import type { DatabaseSync } from 'node:sqlite';
import { Query } from '@gatehouse/sqlite';
import { bucketOf } from '../../lane/bucket.ts';
import { isNoticeHolder } from '../../notice/notice-holder.ts';
import type { Draft, EventClass, EventStatus } from '../../outbox/outbox-store.ts';
import type { CustomerKey, CustomerSql } from './customer-sql.ts';
import { byId, type EventSql, type UnsentRow } from './event-sql.ts';
import { heldEpochOf, type LaneSql } from './lane-sql.ts';
import type { LedgerSql } from './ledger-sql.ts';
import type { OutboxSql } from './outbox-sql.ts';
import type { DropResult, DropStep, EncodedReplay, ThreadMethods } from './thread-message.ts';

/** How many events one transaction drops at most. */
const DROP_LIMIT = 2000;

/** The tables that a person's orders touch. */
export interface OperatorTables {
  readonly customers: CustomerSql;
  readonly events: EventSql;
  readonly lanes: LaneSql;
  readonly ledger: LedgerSql;
  readonly outbox: OutboxSql;
}

interface QueuedRow extends UnsentRow {
  readonly orderKey: string;
}

interface SourceRow extends CustomerKey {
  readonly status: EventStatus;
  readonly class: EventClass;
  readonly kind: string;
  readonly orderKey: string;
  readonly endpointId: string | null;
  readonly draftType: Draft['type'];
  readonly draft: string;
}

/** What a person orders: lanes sent on or given up, events sent again. */
export class OperatorSql implements Pick<ThreadMethods, 'resumeLane' | 'dropLane' | 'replayEvent'> {
  readonly #tables: OperatorTables;
  readonly #last: Query<{ seq: number | null }>;
  readonly #unsent: Query<QueuedRow>;
  readonly #source: Query<SourceRow>;

  constructor(database: DatabaseSync, tables: OperatorTables) {
    this.#tables = tables;
    this.#last = new Query(database, 'SELECT max(seq) AS seq FROM events');
    this.#unsent = new Query(
      database,
      `SELECT seq, class, order_key AS orderKey FROM events INDEXED BY events_pending
       WHERE bucket = ? AND customer = ? AND status = 'pending' AND claimed_epoch <> ? AND seq <= ? LIMIT 0 + ?`,
    );
    this.#source = new Query(
      database,
      `SELECT bucket, customer, status, class, kind, order_key AS orderKey, endpoint_id AS endpointId,
         draft_type AS draftType, draft
       FROM events WHERE ${byId('?1')}`,
    );
  }

  resumeLane({ customer, at }: { customer: string; at: number }): { readonly events: number } {
    const key = { bucket: bucketOf(customer), customer };
    const lane = this.#tables.lanes.read(key);
    // A lane of notices has no customer whose link it could wait for.
    const link = isNoticeHolder(customer)
      ? 'active'
      : (this.#tables.customers.readCustomer(customer)?.link.state ?? 'none');
    if (lane === undefined || link === 'none') return { events: 0 };
    if (link !== 'active') {
      this.#tables.customers.setLink({ ...key, state: 'active', since: at, reason: null, remedy: null });
    }
    this.#tables.lanes.send(key, at);
    return { events: lane.queued };
  }

  dropLane({ customer, at, why, upTo }: DropStep): DropResult {
    const key = { bucket: bucketOf(customer), customer };
    const last = upTo ?? this.#last.one()?.seq ?? 0;
    const heldEpoch = heldEpochOf(this.#tables.lanes.read(key));
    const rows = this.#unsent.all(key.bucket, customer, heldEpoch, last, DROP_LIMIT);
    const decision = { at, what: 'dropped', why };
    for (const { seq } of rows) this.#tables.events.sweep({ seq, ending: 'dropped', decision });
    for (const orderKey of new Set(rows.map(row => row.orderKey))) this.#tables.events.promote(key, orderKey);
    this.#tables.ledger.countEnded(
      'dropped',
      rows.map(row => row.class),
    );
    this.#tables.lanes.count(key, -rows.length);
    const done = rows.length < DROP_LIMIT;
    if (done) this.#tables.lanes.restDropped(key);
    return { events: rows.length, upTo: last, done };
  }

  replayEvent({ id, at, event }: EncodedReplay): { readonly id: string } | undefined {
    const source = this.#source.one(id);
    if (source === undefined || source.status === 'pending' || source.status === 'coalesced') return undefined;
    const { bucket, customer, status, ...draft } = source;
    this.#tables.outbox.add({ bucket, customer }, { ...draft, ...event }, at);
    const replayed = `A person had it sent again as ${event.id}`;
    this.#tables.events.tell(id, { at, what: 'replayed', why: replayed });
    const replay = `A person had ${id} sent again, which had ended as ${status}`;
    this.#tables.events.tell(event.id, { at, what: 'replay', why: replay });
    return { id: event.id };
  }
}
