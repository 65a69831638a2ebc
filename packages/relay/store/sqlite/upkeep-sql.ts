import type { DatabaseSync } from 'node:sqlite';
import { Query } from '@gatehouse/sqlite';
import { bucketOf } from '../../lane/bucket.ts';
import type { EventClass } from '../../outbox/outbox-store.ts';
import { type Backlog, EMPTY_BACKLOG } from '../../upkeep/upkeep-store.ts';
import { describeExpiry } from './claim-sql.ts';
import { CLASSES, LANES, LINKS } from './count-schema.ts';
import type { CustomerKey } from './customer-sql.ts';
import type { DirectiveSql } from './directive-sql.ts';
import type { EventSql } from './event-sql.ts';
import type { LaneSql } from './lane-sql.ts';
import type { LedgerSql } from './ledger-sql.ts';
import type { ThreadMethods } from './thread-message.ts';

/** The tables that upkeep touches. */
export interface UpkeepTables {
  readonly directives: DirectiveSql;
  readonly events: EventSql;
  readonly lanes: LaneSql;
  readonly ledger: LedgerSql;
}

interface ExpiredRow extends CustomerKey {
  readonly seq: number;
  readonly class: EventClass;
  readonly orderKey: string;
  readonly expiresAt: number;
}

interface OldestRow {
  readonly class: EventClass;
  readonly acceptedAt: number;
}

/** Expiry and retention, and what waits. */
export class UpkeepSql implements Pick<ThreadMethods, 'sweepExpired' | 'retire' | 'readBacklog' | 'countPending'> {
  readonly #tables: UpkeepTables;
  readonly #expired: Query<ExpiredRow>;
  readonly #retireEvents: Query;
  readonly #retireKeys: Query;
  readonly #pending: Query<Backlog['pending']>;
  readonly #oldest: Query<OldestRow>;
  readonly #lanes: Query<Backlog['lanes']>;
  readonly #links: Query<Backlog['customers']>;

  constructor(database: DatabaseSync, tables: UpkeepTables) {
    this.#tables = tables;
    const query = <Row = never>(sql: string): Query<Row> => new Query(database, sql);
    this.#expired = query(EXPIRED);
    this.#retireEvents = query(
      `DELETE FROM events WHERE seq IN (SELECT seq FROM events INDEXED BY events_settled
         WHERE settled_at < ? ORDER BY settled_at, seq LIMIT 0 + ?)`,
    );
    this.#retireKeys = query(
      `DELETE FROM idempotency WHERE rowid IN (SELECT rowid FROM idempotency INDEXED BY idempotency_by_age
         WHERE at < ? ORDER BY at LIMIT 0 + ?)`,
    );
    this.#pending = query(selectCounts('ledger', CLASSES));
    this.#oldest = query(
      `SELECT class, accepted_at AS acceptedAt FROM events WHERE seq =
         (SELECT min(seq) FROM events INDEXED BY events_oldest WHERE class = ? AND status = 'pending')`,
    );
    this.#lanes = query(selectCounts('lane_counts', LANES));
    this.#links = query(selectCounts('link_counts', LINKS));
  }

  sweepExpired({ now, limit }: { now: number; limit: number }): number {
    const rows = this.#expired.all(now, limit);
    const lanes = new Map<string, CustomerKey>();
    for (const { bucket, customer, seq, orderKey, expiresAt } of rows) {
      const key = { bucket, customer };
      const decision = { at: now, what: 'expired', why: describeExpiry(expiresAt) };
      this.#tables.events.sweep({ seq, ending: 'expired', decision });
      this.#tables.events.promote(key, orderKey);
      lanes.set(customer, key);
      this.#tables.lanes.count(key, -1);
    }
    this.#tables.ledger.countEnded(
      'expired',
      rows.map(row => row.class),
    );
    for (const key of lanes.values()) this.#tables.lanes.rest(key);
    return rows.length;
  }

  retire(retirement: Parameters<ThreadMethods['retire']>[0]): ReturnType<ThreadMethods['retire']> {
    const { settledBefore, idempotencyBefore, deadlineBefore, limit } = retirement;
    const events = this.#retireEvents.run(settledBefore, limit);
    const keys = this.#retireKeys.run(idempotencyBefore, limit);
    return { events, keys, directives: this.#tables.directives.retire(deadlineBefore, limit) };
  }

  readBacklog(): Backlog {
    const oldest = CLASSES.flatMap(name => this.#oldest.all(name));
    return {
      pending: { ...EMPTY_BACKLOG.pending, ...this.#pending.one() },
      oldestAcceptedAt: Object.fromEntries(oldest.map(row => [row.class, row.acceptedAt])),
      lanes: { ...EMPTY_BACKLOG.lanes, ...this.#lanes.one() },
      customers: { ...EMPTY_BACKLOG.customers, ...this.#links.one() },
    };
  }

  countPending(customer: string): number {
    return this.#tables.lanes.read({ bucket: bucketOf(customer), customer })?.queued ?? 0;
  }
}

function selectCounts(table: string, columns: readonly string[]): string {
  return `SELECT ${columns.map(column => `"${column}"`).join(', ')} FROM ${table}`;
}

/**
 * What is in flight is left to its holder; there is never more of it than the holders have in their hands. What moves
 * to another region is left to its new home.
 */
const EXPIRED = `
SELECT e.seq, e.class, e.bucket, e.customer, e.order_key AS orderKey, e.expires_at AS expiresAt
FROM events e INDEXED BY events_expiring
CROSS JOIN lanes l ON l.bucket = e.bucket AND l.customer = e.customer
WHERE e.status = 'pending' AND e.expires_at <= ? AND (l.owner IS NULL OR e.claimed_epoch <> l.epoch)
  AND NOT EXISTS (SELECT 1 FROM moves m WHERE m.bucket = e.bucket AND m.customer = e.customer)
ORDER BY e.expires_at LIMIT 0 + ?`;
