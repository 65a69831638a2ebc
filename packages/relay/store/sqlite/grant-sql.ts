import type { DatabaseSync } from 'node:sqlite';
import type { Region } from '@gatehouse/protocol';
import { Query } from '@gatehouse/sqlite';
import type {
  GrantPage,
  NewGrant,
  RefreshClaim,
  RefreshClaimResult,
  ResealedGrant,
  RotatedGrant,
  StoredGrant,
} from '../../grant/grant-store.ts';
import { bucketOf } from '../../lane/bucket.ts';
import type { ForgetOrder } from '../../shadow/shadow-store.ts';
import type { CustomerKey, CustomerSql } from './customer-sql.ts';
import type { EventSql } from './event-sql.ts';
import { heldEpochOf, type LaneSql } from './lane-sql.ts';
import type { ShadowSql } from './shadow-sql.ts';
import type { ThreadMethods } from './thread-message.ts';

/** The tables that a grant touches. */
export interface GrantTables {
  readonly customers: CustomerSql;
  readonly lanes: LaneSql;
  readonly events: EventSql;
  readonly shadows: ShadowSql;
}

interface GrantRow {
  readonly customer: string;
  readonly tokens: string;
  readonly expiresAt: number;
  readonly generation: number;
  readonly region: Region | null;
}

interface RefreshRow {
  readonly generation: number;
  readonly owner: string | null;
  readonly until: number | null;
}

/** What is asked of grants, and of what Alexa has since. */
export type GrantMethods = Pick<
  ThreadMethods,
  | 'readGrant'
  | 'putGrant'
  | 'rotateGrant'
  | 'deleteGrant'
  | 'listGrants'
  | 'resealGrant'
  | 'claimRefresh'
  | 'releaseRefresh'
  | 'forgetReported'
  | 'forgetDue'
>;

const COLUMNS = 'g.customer, g.tokens, g.expires_at AS expiresAt, c.generation, c.region';
const GRANTS = 'grants g JOIN customers c USING (bucket, customer)';

/** The table `grants`, and what a new grant changes on link, lane and Alexa's picture. */
export class GrantSql implements GrantMethods {
  readonly #tables: GrantTables;
  readonly #read: Query<GrantRow>;
  readonly #put: Query;
  readonly #rotate: Query;
  readonly #delete: Query;
  readonly #list: Query<GrantRow>;
  readonly #reseal: Query;
  readonly #readRefresh: Query<RefreshRow>;
  readonly #claimRefresh: Query;
  readonly #releaseRefresh: Query;

  constructor(database: DatabaseSync, tables: GrantTables) {
    this.#tables = tables;
    const query = <Row = never>(sql: string): Query<Row> => new Query(database, sql);
    this.#read = query(`SELECT ${COLUMNS} FROM ${GRANTS} WHERE g.bucket = ? AND g.customer = ?`);
    this.#put = query(
      `INSERT INTO grants (bucket, customer, tokens, expires_at) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET tokens = excluded.tokens, expires_at = excluded.expires_at,
         refresh_owner = NULL, refresh_until = NULL`,
    );
    this.#delete = query('DELETE FROM grants WHERE bucket = ? AND customer = ?');
    this.#list = query(
      `SELECT ${COLUMNS} FROM ${GRANTS} WHERE (g.bucket, g.customer) > (?, ?) ORDER BY g.bucket, g.customer LIMIT 0 + ?`,
    );
    this.#reseal = query(
      `UPDATE grants SET tokens = ? WHERE bucket = ?2 AND customer = ?3 AND tokens = ?4
         AND (SELECT generation FROM customers WHERE bucket = ?2 AND customer = ?3) = ?5`,
    );
    this.#readRefresh = query(
      `SELECT c.generation, g.refresh_owner AS owner, g.refresh_until AS until FROM ${GRANTS}
       WHERE g.bucket = ? AND g.customer = ?`,
    );
    this.#claimRefresh = query(
      'UPDATE grants SET refresh_owner = ?, refresh_until = ? WHERE bucket = ? AND customer = ?',
    );
    this.#releaseRefresh = query(
      `UPDATE grants SET refresh_owner = NULL, refresh_until = NULL
       WHERE bucket = ? AND customer = ? AND refresh_owner = ?`,
    );
    this.#rotate = query(
      `UPDATE grants SET tokens = ?, expires_at = ? WHERE bucket = ?3 AND customer = ?4
         AND (SELECT generation FROM customers WHERE bucket = ?3 AND customer = ?4) = ?5`,
    );
  }

  readGrant(customer: string): StoredGrant | undefined {
    const row = this.#read.one(bucketOf(customer), customer);
    return row && grantOf(row);
  }

  putGrant(grant: NewGrant): { readonly generation: number } {
    const key = { bucket: bucketOf(grant.customer), customer: grant.customer };
    this.#tables.customers.ensure(key, grant.at);
    const generation = this.#tables.customers.countGrant(key, grant);
    this.#put.run(key.bucket, key.customer, grant.tokens, grant.expiresAt);
    this.#forget(key);
    this.#tables.lanes.resume(key, grant.dueAt);
    return { generation };
  }

  rotateGrant({ customer, generation, tokens, expiresAt }: RotatedGrant): boolean {
    return this.#rotate.run(tokens, expiresAt, bucketOf(customer), customer, generation) > 0;
  }

  deleteGrant({ customer, at }: { customer: string; at: number }): boolean {
    const key = { bucket: bucketOf(customer), customer };
    if (this.#delete.run(key.bucket, customer) === 0) return false;
    this.#tables.customers.countForgotten(key, at);
    this.#tables.lanes.keep(key);
    return true;
  }

  listGrants({ after, limit }: { after?: string; limit: number }): GrantPage {
    const rows = this.#list.all(after === undefined ? -1 : bucketOf(after), after ?? '', limit);
    const items = rows.map(grantOf);
    const next = items.length === limit ? items.at(-1)?.customer : undefined;
    return next === undefined ? { items } : { items, next };
  }

  resealGrant({ customer, generation, before, tokens }: ResealedGrant): boolean {
    return this.#reseal.run(tokens, bucketOf(customer), customer, before, generation) > 0;
  }

  claimRefresh({ customer, generation, owner, now, until }: RefreshClaim): RefreshClaimResult {
    const bucket = bucketOf(customer);
    const row = this.#readRefresh.one(bucket, customer);
    if (row?.generation !== generation) return 'gone';
    if (row.owner !== null && row.owner !== owner && (row.until ?? 0) > now) return 'taken';
    this.#claimRefresh.run(owner, until, bucket, customer);
    return 'claimed';
  }

  releaseRefresh({ customer, owner }: { customer: string; owner: string }): void {
    this.#releaseRefresh.run(bucketOf(customer), customer, owner);
  }

  forgetReported({ customer, endpointId, againAt, doneAt }: ForgetOrder): void {
    const key = { bucket: bucketOf(customer), customer };
    this.#forget(key, endpointId);
    if (doneAt !== undefined) this.#tables.customers.forgetOnce(key, doneAt);
    if (againAt !== undefined) this.#tables.customers.forgetAgain(key, againAt);
  }

  forgetDue(due: { until: number; limit: number }): readonly string[] {
    return this.#tables.customers.takeForgotten(due).map(key => {
      this.#forget(key);
      return key.customer;
    });
  }

  /** Also what is in flight: its answer speaks of the picture that is forgotten. */
  #forget(key: CustomerKey, endpointId?: string): void {
    this.#tables.events.rename(key, endpointId);
    this.#tables.events.outdate(key, { epoch: heldEpochOf(this.#tables.lanes.read(key)), endpointId });
    if (endpointId === undefined) this.#tables.shadows.forgetCustomer(key);
    else this.#tables.shadows.forgetEndpoint({ ...key, endpointId });
  }
}

function grantOf({ region, ...grant }: GrantRow): StoredGrant {
  return region === null ? grant : { ...grant, region };
}
