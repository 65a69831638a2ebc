import type { DatabaseSync } from 'node:sqlite';
import { Query } from '@gatehouse/sqlite';
import type { EventStatus, LedgerCounts } from '../../outbox/outbox-store.ts';
import type { ThreadMethods } from './thread-message.ts';

/** How an event can end. */
export type Ending = Exclude<EventStatus, 'pending' | 'parked'>;

interface LedgerRow extends Record<Ending, number> {
  readonly accepted: number;
}

const ENDINGS: readonly Ending[] = ['delivered', 'coalesced', 'expired', 'dead', 'dropped'];

/** The table `ledger`. */
export class LedgerSql implements Pick<ThreadMethods, 'readLedger'> {
  readonly #accept: Query;
  readonly #accepted: Query<{ accepted: number }>;
  readonly #end: Readonly<Record<Ending, Query>>;
  readonly #read: Query<LedgerRow>;
  readonly #pending: Query<{ events: number }>;
  readonly #parked: Query<{ events: number }>;

  constructor(database: DatabaseSync) {
    const query = <Row = never>(sql: string): Query<Row> => new Query(database, sql);
    const end = (ending: Ending): Query => query(`UPDATE ledger SET ${ending} = ${ending} + ?`);
    this.#accept = query('UPDATE ledger SET accepted = accepted + ?');
    this.#accepted = query('SELECT accepted FROM ledger');
    this.#end = {
      delivered: end('delivered'),
      coalesced: end('coalesced'),
      expired: end('expired'),
      dead: end('dead'),
      dropped: end('dropped'),
    };
    this.#read = query(`SELECT accepted, ${ENDINGS.join(', ')} FROM ledger`);
    this.#pending = query('SELECT sum(events) AS events FROM event_counts');
    this.#parked = query(`SELECT events FROM lane_counts WHERE state = 'parked'`);
  }

  readLedger(): LedgerCounts {
    const row = this.#read.one() ?? { accepted: 0, delivered: 0, coalesced: 0, expired: 0, dead: 0, dropped: 0 };
    const parked = this.#parked.one()?.events ?? 0;
    return { ...row, parked, pending: (this.#pending.one()?.events ?? 0) - parked };
  }

  /** Counts accepted events; answers the number of the first of them. */
  countAccepted(events: number): number {
    const before = this.#accepted.one()?.accepted ?? 0;
    this.#accept.run(events);
    return before + 1;
  }

  /** Counts events that ended. */
  countEnded(ending: Ending, events: number): void {
    if (events > 0) this.#end[ending].run(events);
  }
}
