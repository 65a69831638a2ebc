import type { DatabaseSync } from 'node:sqlite';
import type { Region } from '@gatehouse/protocol';
import { Query } from '@gatehouse/sqlite';
import type { Customer, LinkState } from '../../customer/customer.ts';
import type { CustomerFilter } from '../../customer/customer-store.ts';
import { bucketOf } from '../../lane/bucket.ts';
import { isNoticeHolder } from '../../notice/notice-holder.ts';
import type { ThreadMethods } from './thread-message.ts';

/** What names a customer in every table. */
export interface CustomerKey {
  readonly bucket: number;
  readonly customer: string;
}

/** A link to set; `reason` and `remedy` are null when there is nothing to mend. */
export interface NewLink extends CustomerKey {
  readonly state: LinkState;
  readonly since: number;
  readonly reason: string | null;
  readonly remedy: string | null;
}

interface CustomerRow {
  readonly customer: string;
  readonly region: Region | null;
  readonly generation: number;
  readonly linkState: LinkState;
  readonly linkSince: number;
  readonly linkReason: string | null;
  readonly linkRemedy: string | null;
}

const COLUMNS = `customer, region, generation, link_state AS linkState, link_since AS linkSince,
  link_reason AS linkReason, link_remedy AS linkRemedy`;

/** The table `customers`. */
export class CustomerSql implements Pick<ThreadMethods, 'readCustomer' | 'listCustomers' | 'correctRegion'> {
  readonly #ensureCustomer: Query;
  readonly #ensureLane: Query;
  readonly #read: Query<CustomerRow>;
  readonly #list: Query<CustomerRow>;
  readonly #listByLink: Query<CustomerRow>;
  readonly #correctRegion: Query;
  readonly #putGrant: Query<{ generation: number }>;
  readonly #forgetGrant: Query;
  readonly #setLink: Query;
  readonly #forgetAgain: Query;
  readonly #forgetOnce: Query;
  readonly #forgotten: Query<CustomerKey>;

  constructor(database: DatabaseSync) {
    const query = <Row = never>(sql: string): Query<Row> => new Query(database, sql);
    this.#ensureCustomer = query('INSERT OR IGNORE INTO customers (bucket, customer, link_since) VALUES (?, ?, ?)');
    this.#ensureLane = query('INSERT OR IGNORE INTO lanes (bucket, customer) VALUES (?, ?)');
    this.#read = query(`SELECT ${COLUMNS} FROM customers WHERE bucket = ? AND customer = ?`);
    this.#list = query(`SELECT ${COLUMNS} FROM customers WHERE customer > ? ORDER BY customer LIMIT 0 + ?`);
    this.#listByLink = query(
      `SELECT ${COLUMNS} FROM customers WHERE link_state = ? AND customer > ? ORDER BY customer LIMIT 0 + ?`,
    );
    this.#correctRegion = query('UPDATE customers SET region = ? WHERE bucket = ? AND customer = ? AND generation = ?');
    this.#putGrant = query(
      `UPDATE customers SET generation = generation + 1, region = ifnull(?, region),
         link_state = 'active', link_since = ?, link_reason = NULL, link_remedy = NULL
       WHERE bucket = ? AND customer = ? RETURNING generation`,
    );
    this.#forgetGrant = query(
      `UPDATE customers SET generation = generation + 1,
         link_state = 'none', link_since = ?, link_reason = NULL, link_remedy = NULL
       WHERE bucket = ? AND customer = ?`,
    );
    this.#setLink = query(
      `UPDATE customers SET link_state = ?, link_since = ?, link_reason = ?, link_remedy = ?
       WHERE bucket = ? AND customer = ?`,
    );
    this.#forgetAgain = query('UPDATE customers SET forget_at = ? WHERE bucket = ? AND customer = ?');
    this.#forgetOnce = query(
      'UPDATE customers SET forget_at = NULL WHERE bucket = ? AND customer = ? AND forget_at = ?',
    );
    this.#forgotten = query(
      `SELECT bucket, customer FROM customers c INDEXED BY customers_forget WHERE forget_at <= ?
         AND NOT EXISTS (SELECT 1 FROM moves m WHERE m.bucket = c.bucket AND m.customer = c.customer)
       ORDER BY forget_at LIMIT 0 + ?`,
    );
  }

  readCustomer(customer: string): Customer | undefined {
    const row = this.#read.one(bucketOf(customer), customer);
    return row && customerOf(row);
  }

  listCustomers({ state, after = '', limit }: CustomerFilter): readonly Customer[] {
    const rows = state === undefined ? this.#list.all(after, limit) : this.#listByLink.all(state, after, limit);
    return rows.map(customerOf);
  }

  correctRegion({ customer, generation, region }: { customer: string; generation: number; region: Region }): void {
    this.#correctRegion.run(region, bucketOf(customer), customer, generation);
  }

  /** Makes sure that the customer and its lane have their rows; a holder of notices has a lane only. */
  ensure({ bucket, customer }: CustomerKey, at: number): void {
    if (isNoticeHolder(customer)) {
      this.#ensureLane.run(bucket, customer);
      return;
    }
    if (this.#ensureCustomer.run(bucket, customer, at) > 0) this.#ensureLane.run(bucket, customer);
  }

  /** Counts a new grant and sets the link to active; answers the generation of the grant. */
  countGrant({ bucket, customer }: CustomerKey, grant: { at: number; region?: Region }): number {
    const row = this.#putGrant.one(grant.region ?? null, grant.at, bucket, customer);
    return row?.generation ?? 0;
  }

  /** Counts the generation on, because the grant is gone, and sets the link to none. */
  countForgotten({ bucket, customer }: CustomerKey, at: number): void {
    this.#forgetGrant.run(at, bucket, customer);
  }

  /** Notes when Alexa's picture is to be forgotten once more. */
  forgetAgain({ bucket, customer }: CustomerKey, at: number): void {
    this.#forgetAgain.run(at, bucket, customer);
  }

  /** The note of that time is done with. */
  forgetOnce({ bucket, customer }: CustomerKey, at: number): void {
    this.#forgetOnce.run(bucket, customer, at);
  }

  /** Takes the notes for `until` and earlier: of whom Alexa's picture is to be forgotten now. */
  takeForgotten({ until, limit }: { until: number; limit: number }): readonly CustomerKey[] {
    const due = this.#forgotten.all(until, limit);
    for (const { bucket, customer } of due) this.#forgetAgain.run(null, bucket, customer);
    return due;
  }

  /** Sets the link. */
  setLink({ bucket, customer, state, since, reason, remedy }: NewLink): void {
    this.#setLink.run(state, since, reason, remedy, bucket, customer);
  }
}

function customerOf(row: CustomerRow): Customer {
  return {
    customer: row.customer,
    ...(row.region !== null && { region: row.region }),
    generation: row.generation,
    link: {
      state: row.linkState,
      since: row.linkSince,
      ...(row.linkReason !== null && { reason: row.linkReason }),
      ...(row.linkRemedy !== null && { remedy: row.linkRemedy }),
    },
  };
}
