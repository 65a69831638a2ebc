import type { DatabaseSync } from 'node:sqlite';
import { Query } from '@gatehouse/sqlite';
import type { EventClass, EventStatus, LedgerCounts } from '../../outbox/outbox-store.ts';
import { CLASSES } from './count-schema.ts';
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
    const classes = (sign: string): string => CLASSES.map(name => `${name} = ${name} ${sign} ?`).join(', ');
    const end = (ending: Ending): Query => query(`UPDATE ledger SET ${ending} = ${ending} + ?, ${classes('-')}`);
    this.#accept = query(`UPDATE ledger SET accepted = accepted + ?, ${classes('+')}`);
    this.#accepted = query('SELECT accepted FROM ledger');
    this.#end = {
      delivered: end('delivered'),
      coalesced: end('coalesced'),
      expired: end('expired'),
      dead: end('dead'),
      dropped: end('dropped'),
    };
    this.#read = query(`SELECT accepted - uncounted AS accepted, ${ENDINGS.join(', ')} FROM ledger`);
    this.#pending = query(`SELECT ${CLASSES.join(' + ')} AS events FROM ledger`);
    this.#parked = query(
      `SELECT ifnull(sum(queued), 0) AS events FROM lanes INDEXED BY lanes_parked WHERE state = 'parked'`,
    );
  }

  readLedger(): LedgerCounts {
    const row = this.#read.one() ?? { accepted: 0, delivered: 0, coalesced: 0, expired: 0, dead: 0, dropped: 0 };
    const parked = this.#parked.one()?.events ?? 0;
    return { ...row, parked, pending: (this.#pending.one()?.events ?? 0) - parked };
  }

  /** Counts accepted events, given by their classes; answers the number of the first of them. */
  countAccepted(events: readonly EventClass[]): number {
    const before = this.#accepted.one()?.accepted ?? 0;
    this.#accept.run(events.length, ...countEach(events));
    return before + 1;
  }

  /** Counts events that ended, given by their classes. */
  countEnded(ending: Ending, events: readonly EventClass[]): void {
    if (events.length > 0) this.#end[ending].run(events.length, ...countEach(events));
  }
}

/** How many there are of each class, in the order of {@link CLASSES}. */
function countEach(events: readonly EventClass[]): readonly number[] {
  return CLASSES.map(name => events.reduce((sum, each) => sum + (each === name ? 1 : 0), 0));
}
