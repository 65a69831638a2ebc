import type { DatabaseSync } from 'node:sqlite';
import { Query } from '@gatehouse/sqlite';
import type { StoredEndpoint } from '../../endpoint/endpoint-store.ts';
import { isSameToAlexa } from '../../endpoint/property-classes.ts';
import { bucketOf } from '../../lane/bucket.ts';
import type { CustomerKey, CustomerSql } from './customer-sql.ts';
import type { OutboxSql } from './outbox-sql.ts';
import type { ShadowSql } from './shadow-sql.ts';
import type { EncodedEvent, ThreadMethods } from './thread-message.ts';

type EndpointMethods = Pick<
  ThreadMethods,
  'readEndpoint' | 'listEndpoints' | 'countEndpoints' | 'putEndpoint' | 'deleteEndpoint'
>;

/** The tables that the registry touches. */
export interface EndpointTables {
  readonly customers: CustomerSql;
  readonly shadows: ShadowSql;
  readonly outbox: OutboxSql;
}

/** The table `endpoints`, and what its changes announce. */
export class EndpointSql implements EndpointMethods {
  readonly #tables: EndpointTables;
  readonly #read: Query<StoredEndpoint>;
  readonly #list: Query<StoredEndpoint>;
  readonly #count: Query<{ endpoints: number }>;
  readonly #put: Query;
  readonly #delete: Query;

  constructor(database: DatabaseSync, tables: EndpointTables) {
    this.#tables = tables;
    const query = <Row = never>(sql: string): Query<Row> => new Query(database, sql);
    const select = 'SELECT endpoint_id AS endpointId, description FROM endpoints WHERE bucket = ? AND customer = ?';
    this.#read = query(`${select} AND endpoint_id = ?`);
    this.#list = query(`${select} AND endpoint_id > ? ORDER BY endpoint_id LIMIT 0 + ?`);
    this.#count = query('SELECT count(*) AS endpoints FROM endpoints WHERE bucket = ? AND customer = ?');
    this.#put = query(
      `INSERT INTO endpoints (bucket, customer, endpoint_id, description) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET description = excluded.description`,
    );
    this.#delete = query('DELETE FROM endpoints WHERE bucket = ? AND customer = ? AND endpoint_id = ?');
  }

  readEndpoint({ customer, endpointId }: { customer: string; endpointId: string }): StoredEndpoint | undefined {
    return this.#read.one(bucketOf(customer), customer, endpointId);
  }

  listEndpoints(filter: { customer: string; after?: string; limit: number }): readonly StoredEndpoint[] {
    const { customer, after = '', limit } = filter;
    return this.#list.all(bucketOf(customer), customer, after, limit);
  }

  countEndpoints(customer: string): number {
    return this.#count.one(bucketOf(customer), customer)?.endpoints ?? 0;
  }

  putEndpoint(put: Parameters<ThreadMethods['putEndpoint']>[0]): ReturnType<ThreadMethods['putEndpoint']> {
    const { customer, endpoint, at } = put;
    const key = { bucket: bucketOf(customer), customer };
    const known = this.readEndpoint({ customer, endpointId: endpoint.endpointId });
    if (known?.description === endpoint.description) return { result: 'unchanged', announced: false };
    this.#tables.customers.ensure(key, at);
    this.#put.run(key.bucket, customer, endpoint.endpointId, endpoint.description);
    if (known === undefined) return { result: 'created', announced: this.#announce(key, put.announce, at) };
    const isNews = !isSameToAlexa(known.description, endpoint.description);
    return { result: 'changed', announced: isNews && this.#announce(key, put.announce, at) };
  }

  deleteEndpoint(removal: Parameters<ThreadMethods['deleteEndpoint']>[0]): ReturnType<ThreadMethods['deleteEndpoint']> {
    const { customer, endpointId, at } = removal;
    const key = { bucket: bucketOf(customer), customer };
    const wasRegistered = this.#delete.run(key.bucket, customer, endpointId) > 0;
    const hadShadow = this.#tables.shadows.delete({ ...key, endpointId });
    // Alexa has heard nothing of it from the registry, and a DeleteReport of before may still be on its way.
    if (!wasRegistered) return { deleted: hadShadow, announced: false };
    const ending = this.#isActive(customer) ? 'coalesced' : 'dropped';
    this.#tables.outbox.endConverging(key, { endpointId, ending, at, why: 'Its endpoint was deleted' });
    return { deleted: true, announced: this.#announce(key, removal.announce, at) };
  }

  #announce(key: CustomerKey, event: EncodedEvent, at: number): boolean {
    if (!this.#isActive(key.customer)) return false;
    this.#tables.outbox.add(key, event, at);
    return true;
  }

  #isActive(customer: string): boolean {
    return this.#tables.customers.readCustomer(customer)?.link.state === 'active';
  }
}
