import type { DatabaseSync } from 'node:sqlite';
import type { Region } from '@gatehouse/protocol';
import { Query } from '@gatehouse/sqlite';
import type { NewGrant, RotatedGrant, StoredGrant } from '../../grant/grant-store.ts';
import { bucketOf } from '../../lane/bucket.ts';
import type { CustomerSql } from './customer-sql.ts';
import type { LaneSql } from './lane-sql.ts';
import type { ThreadMethods } from './thread-message.ts';

interface GrantRow {
  readonly tokens: string;
  readonly expiresAt: number;
  readonly generation: number;
  readonly region: Region | null;
}

/** The table `grants`, and what a new grant changes on link and lane. */
export class GrantSql implements Pick<ThreadMethods, 'readGrant' | 'putGrant' | 'rotateGrant'> {
  readonly #customers: CustomerSql;
  readonly #lanes: LaneSql;
  readonly #read: Query<GrantRow>;
  readonly #put: Query;
  readonly #rotate: Query;

  constructor(database: DatabaseSync, tables: { customers: CustomerSql; lanes: LaneSql }) {
    this.#customers = tables.customers;
    this.#lanes = tables.lanes;
    this.#read = new Query(
      database,
      `SELECT g.tokens, g.expires_at AS expiresAt, c.generation, c.region
       FROM grants g JOIN customers c USING (bucket, customer) WHERE g.bucket = ? AND g.customer = ?`,
    );
    this.#put = new Query(
      database,
      `INSERT INTO grants (bucket, customer, tokens, expires_at) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET tokens = excluded.tokens, expires_at = excluded.expires_at`,
    );
    this.#rotate = new Query(
      database,
      `UPDATE grants SET tokens = ?, expires_at = ? WHERE bucket = ?3 AND customer = ?4
         AND (SELECT generation FROM customers WHERE bucket = ?3 AND customer = ?4) = ?5`,
    );
  }

  readGrant(customer: string): StoredGrant | undefined {
    const row = this.#read.one(bucketOf(customer), customer);
    if (row === undefined) return undefined;
    const { region, ...grant } = row;
    return region === null ? { customer, ...grant } : { customer, ...grant, region };
  }

  putGrant(grant: NewGrant): { readonly generation: number } {
    const key = { bucket: bucketOf(grant.customer), customer: grant.customer };
    this.#customers.ensure(key, grant.at);
    const generation = this.#customers.countGrant(key, grant);
    this.#put.run(key.bucket, key.customer, grant.tokens, grant.expiresAt);
    this.#lanes.resume(key, grant.dueAt);
    return { generation };
  }

  rotateGrant({ customer, generation, tokens, expiresAt }: RotatedGrant): boolean {
    return this.#rotate.run(tokens, expiresAt, bucketOf(customer), customer, generation) > 0;
  }
}
