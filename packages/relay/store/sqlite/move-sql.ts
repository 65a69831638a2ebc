import type { DatabaseSync } from 'node:sqlite';
import type { Region } from '@gatehouse/protocol';
import { Query } from '@gatehouse/sqlite';
import { bucketOf } from '../../lane/bucket.ts';
import type { EventClass } from '../../outbox/outbox-store.ts';
import {
  BAGGAGE,
  type Baggage,
  type Move,
  type MovedBaggage,
  type MovedCustomer,
  type MovedPage,
  type MoveStep,
} from '../../residence/move-store.ts';
import { MovedTable } from './moved-table.ts';
import type { ThreadMethods } from './thread-message.ts';

/** The methods of the thread that a move asks. */
export type MoveMethods = Pick<
  ThreadMethods,
  | 'beginMove'
  | 'listMoves'
  | 'readMoved'
  | 'readMovedCustomer'
  | 'putMoved'
  | 'finishArrival'
  | 'discardArrival'
  | 'finishDeparture'
  | 'cancelMove'
>;

/** By what the rows of a customer are told apart, in the order in which they are carried. */
const KEYS: Readonly<Record<Baggage, readonly string[]>> = {
  events: ['seq'],
  endpoints: ['endpoint_id'],
  shadows: ['endpoint_id'],
  properties: ['endpoint_id', 'namespace', 'name', 'instance'],
  idempotency: ['key'],
  directives: ['token'],
};

/** Everything that a move asks of an open database. */
export function createMoveMethods(database: DatabaseSync): MoveMethods {
  const moves = new MoveSql(database);
  return {
    beginMove: move => moves.beginMove(move),
    listMoves: () => moves.listMoves(),
    readMoved: ask => moves.readMoved(ask),
    readMovedCustomer: customer => moves.readMovedCustomer(customer),
    putMoved: put => moves.putMoved(put),
    finishArrival: arrival => moves.finishArrival(arrival),
    discardArrival: discard => moves.discardArrival(discard),
    finishDeparture: departure => moves.finishDeparture(departure),
    cancelMove: cancel => moves.cancelMove(cancel),
  };
}

const HERE = 'bucket = ? AND customer = ?';

/** Customers that move to or from the store of another region. */
class MoveSql implements MoveMethods {
  readonly #baggage: Readonly<Record<Baggage, MovedTable>>;
  readonly #own: Readonly<Record<'customers' | 'lanes' | 'grants', MovedTable>>;
  readonly #query: <Row = never>(sql: string) => Query<Row>;
  readonly #list: Query<Move>;
  readonly #number: Query<{ accepted: number }>;
  readonly #count: Query<{ class: EventClass; events: number }>;

  constructor(database: DatabaseSync) {
    const table = (name: string, keys: readonly string[]): MovedTable => new MovedTable(database, { name, keys });
    const baggage = BAGGAGE.map(name => [name, table(name, KEYS[name])] as const);
    this.#baggage = Object.fromEntries(baggage) as Record<Baggage, MovedTable>;
    this.#own = { customers: table('customers', []), lanes: table('lanes', []), grants: table('grants', []) };
    // Moves are rare: what only they ask is prepared when they do.
    this.#query = sql => new Query(database, sql);
    this.#list = this.#query('SELECT customer, region FROM moves ORDER BY at');
    this.#number = this.#query(
      'UPDATE ledger SET accepted = accepted + ?1, uncounted = uncounted + ?1 RETURNING accepted',
    );
    this.#count = this.#query(
      `SELECT class, count(*) AS events FROM events WHERE ${HERE} AND status = ? GROUP BY class`,
    );
  }

  beginMove({ customer, region, at, until }: Move & { at: number; until: number }): boolean {
    const here = [bucketOf(customer), customer] as const;
    const begun = this.#query(
      `INSERT INTO moves (bucket, customer, region, at, lease_until)
       SELECT bucket, customer, ?, ?, lease_until FROM lanes WHERE ${HERE} AND true
       ON CONFLICT DO UPDATE SET region = excluded.region, at = excluded.at`,
    ).run(region, at, ...here);
    if (begun > 0) this.#query(`UPDATE lanes SET lease_until = ? WHERE ${HERE}`).run(until, ...here);
    return begun > 0;
  }

  listMoves(): readonly Move[] {
    return this.#list.all();
  }

  readMoved({ customer, baggage, after, limit }: Parameters<ThreadMethods['readMoved']>[0]): MovedPage {
    return this.#baggage[baggage].read(customer, { after, limit });
  }

  readMovedCustomer(customer: string): MovedCustomer | undefined {
    const [customers, lanes, grants] = (['customers', 'lanes', 'grants'] as const).map(
      name => this.#own[name].read(customer, { limit: 1 }).rows[0],
    );
    if (customers === undefined || lanes === undefined) return undefined;
    return grants === undefined ? { customers, lanes } : { customers, lanes, grants };
  }

  putMoved({ customer, region, at, baggage, rows }: MovedBaggage): { readonly first: number } {
    if (rows.length > 0) {
      this.#query('INSERT INTO moves (bucket, customer, region, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING').run(
        bucketOf(customer),
        customer,
        region,
        at,
      );
    }
    if (baggage !== 'events') {
      for (const row of rows) this.#baggage[baggage].insert(customer, row);
      return { first: 0 };
    }
    const first = (this.#number.one(rows.length)?.accepted ?? 0) - rows.length + 1;
    for (const [index, row] of rows.entries()) {
      const status = row.status === 'pending' ? 'moving' : row.status;
      this.#baggage.events.insert(customer, { ...row, status: status ?? null, seq: first + index });
    }
    return { first };
  }

  finishArrival({ customer, region, moved, leaseUntil }: Parameters<ThreadMethods['finishArrival']>[0]): void {
    const { customers, lanes, grants } = moved;
    this.#own.customers.insert(customer, { ...customers, region: region satisfies Region });
    this.#own.lanes.insert(customer, { ...lanes, lease_until: lanes.owner === null ? null : leaseUntil });
    if (grants !== undefined) this.#own.grants.insert(customer, grants);
    this.#endMove(customer);
    this.#countPending(customer, { status: 'moving', sign: 1 });
    this.#query(`UPDATE events SET status = 'pending' WHERE ${HERE} AND status = 'moving'`).run(
      bucketOf(customer),
      customer,
    );
  }

  discardArrival({ customer, limit }: { customer: string; limit: number }): MoveStep {
    if (this.#isHere(customer)) return { done: true };
    return this.#deleteAll(customer, limit);
  }

  finishDeparture({ customer, limit }: { customer: string; limit: number }): MoveStep {
    if (this.#isHere(customer)) {
      this.#leave(customer);
      return { done: false };
    }
    return this.#deleteAll(customer, limit);
  }

  cancelMove({ customer, leaseUntil }: Parameters<ThreadMethods['cancelMove']>[0]): void {
    this.#query(
      `UPDATE lanes SET lease_until = CASE WHEN owner IS NOT NULL
         THEN (SELECT max(m.lease_until, ?3) FROM moves m WHERE m.bucket = ?1 AND m.customer = ?2) END
       WHERE bucket = ?1 AND customer = ?2 AND EXISTS (SELECT 1 FROM moves m WHERE m.bucket = ?1 AND m.customer = ?2)`,
    ).run(bucketOf(customer), customer, leaseUntil);
    this.#endMove(customer);
  }

  #isHere(customer: string): boolean {
    return this.#own.customers.read(customer, { limit: 1 }).rows.length > 0;
  }

  /** What makes the customer live here, and what is counted: without a lane nothing else of it is seen any more. */
  #leave(customer: string): void {
    this.#countPending(customer, { status: 'pending', sign: -1 });
    const here = [bucketOf(customer), customer] as const;
    this.#query(`DELETE FROM events WHERE ${HERE} AND status = 'pending'`).run(...here);
    for (const table of ['lanes', 'grants', 'customers'])
      this.#query(`DELETE FROM ${table} WHERE ${HERE}`).run(...here);
  }

  #countPending(customer: string, { status, sign }: { status: string; sign: 1 | -1 }): void {
    for (const { class: name, events } of this.#count.all(bucketOf(customer), customer, status)) {
      const count = sign * events;
      this.#query(`UPDATE ledger SET uncounted = uncounted - ?1, ${name} = ${name} + ?1`).run(count);
    }
  }

  /** Up to `limit` rows of somebody who does not live here, and the move when there are no more. */
  #deleteAll(customer: string, limit: number): MoveStep {
    let left = limit;
    for (const name of BAGGAGE) left -= this.#baggage[name].delete(customer, left);
    if (left > 0) this.#endMove(customer);
    return { done: left > 0 };
  }

  #endMove(customer: string): void {
    this.#query(`DELETE FROM moves WHERE ${HERE}`).run(bucketOf(customer), customer);
  }
}
