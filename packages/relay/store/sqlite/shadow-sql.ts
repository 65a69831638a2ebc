import type { DatabaseSync } from 'node:sqlite';
import { Query } from '@gatehouse/sqlite';
import { bucketOf } from '../../lane/bucket.ts';
import { CONNECTIVITY } from '../../shadow/connectivity.ts';
import type { DivergentFilter, DivergentPage, EndpointRef } from '../../shadow/shadow-store.ts';
import type { CustomerKey } from './customer-sql.ts';
import type {
  EncodedChange,
  EncodedSample,
  EncodedShadow,
  EncodedShadowChange,
  PropertyRow,
  ThreadMethods,
} from './thread-message.ts';

/** What names an endpoint in every table. */
export interface EndpointKey extends CustomerKey {
  readonly endpointId: string;
}

interface DivergentRow extends EndpointRef {
  /** 1 when something may be sent for the endpoint and nothing is on its way. */
  readonly waits: 0 | 1;
}

/** How many endpoints that turn out to need nothing one page passes over. */
const LOOKS = 1000;

const ENDPOINT = 'bucket = ? AND customer = ? AND endpoint_id = ?';
const PROPERTY = `${ENDPOINT} AND namespace = ? AND name = ? AND instance = ?`;
const FORGET = 'reported_value = NULL, reported_at = NULL, reported_uncertainty = NULL';

/** The tables `shadows` and `properties`. */
export class ShadowSql implements Pick<ThreadMethods, 'readShadow' | 'listDivergent'> {
  readonly #version: Query<{ version: number }>;
  readonly #putVersion: Query;
  readonly #properties: Query<PropertyRow>;
  readonly #putCurrent: Query;
  readonly #forgetStated: Query;
  readonly #forgetConnectivity: Query;
  readonly #forget: Query;
  readonly #forgetEndpoint: Query;
  readonly #forgetCustomer: Query;
  readonly #divergent: Query<DivergentRow>;
  readonly #divergentOf: Query<DivergentRow>;
  readonly #report: Query;
  readonly #refuse: Query;
  readonly #deleteShadow: Query;
  readonly #deleteProperties: Query;

  constructor(database: DatabaseSync) {
    const query = <Row = never>(sql: string): Query<Row> => new Query(database, sql);
    this.#version = query(`SELECT version FROM shadows WHERE ${ENDPOINT}`);
    this.#putVersion = query(
      `INSERT INTO shadows (bucket, customer, endpoint_id, version, since_seq)
       VALUES (?, ?, ?, 1, (SELECT max(accepted) + 1 FROM ledger))
       ON CONFLICT DO UPDATE SET version = version + 1`,
    );
    this.#properties = query(
      `SELECT namespace, name, instance, class,
         current_value AS currentValue, current_at AS currentAt, current_uncertainty AS currentUncertainty,
         reported_value AS reportedValue, reported_at AS reportedAt, reported_uncertainty AS reportedUncertainty,
         refused
       FROM properties WHERE ${ENDPOINT} ORDER BY namespace, name, instance`,
    );
    this.#putCurrent = query(PUT_CURRENT);
    const differs = "class = 'level' AND reported_value <> current_value";
    this.#forgetStated = query(`UPDATE properties SET ${FORGET} WHERE ${ENDPOINT} AND ${differs}`);
    this.#forgetConnectivity = query(`UPDATE properties SET ${FORGET} WHERE ${PROPERTY} AND ${differs}`);
    this.#forget = query(`UPDATE properties SET ${FORGET} WHERE ${PROPERTY} AND reported_value IS NOT NULL`);
    const known = 'reported_value IS NOT NULL';
    this.#forgetEndpoint = query(`UPDATE properties SET ${FORGET} WHERE ${ENDPOINT} AND ${known}`);
    this.#forgetCustomer = query(`UPDATE properties SET ${FORGET} WHERE bucket = ? AND customer = ? AND ${known}`);
    this.#divergent = query(divergent('(bucket, customer, endpoint_id) > (?, ?, ?)'));
    this.#divergentOf = query(divergent('bucket = ? AND customer = ? AND endpoint_id > ?'));
    this.#report = query(REPORT);
    this.#refuse = query(
      `UPDATE properties SET refused = 1 WHERE ${PROPERTY} AND class = 'edge' AND current_value = ? AND current_at = ?`,
    );
    this.#deleteShadow = query(`DELETE FROM shadows WHERE ${ENDPOINT}`);
    this.#deleteProperties = query(`DELETE FROM properties WHERE ${ENDPOINT}`);
  }

  readShadow({ customer, endpointId }: { customer: string; endpointId: string }): EncodedShadow {
    const key = { bucket: bucketOf(customer), customer, endpointId };
    return { version: this.readVersion(key), properties: this.readProperties(key) };
  }

  /** The version of a shadow, 0 when there is none. */
  readVersion({ bucket, customer, endpointId }: EndpointKey): number {
    return this.#version.one(bucket, customer, endpointId)?.version ?? 0;
  }

  /** The properties of a shadow in the order of their keys. */
  readProperties({ bucket, customer, endpointId }: EndpointKey): PropertyRow[] {
    return this.#properties.all(bucket, customer, endpointId);
  }

  /** Writes new current values; the version was checked before. */
  change({ bucket, customer }: CustomerKey, { endpointId, properties }: EncodedShadowChange): void {
    this.#putVersion.run(bucket, customer, endpointId);
    for (const property of properties) this.#change({ bucket, customer, endpointId }, property);
  }

  #change({ bucket, customer, endpointId }: EndpointKey, change: EncodedChange): void {
    const { namespace, name, instance, value, at, uncertainty } = change;
    // Every change of an edge property has a report of its own, so Alexa's picture of it is unknown until that is in.
    const forget = change.forgetReported || change.class === 'edge';
    const key = [bucket, customer, endpointId, namespace, name, instance];
    this.#putCurrent.run(...key, change.class, value, at, uncertainty, forget ? 1 : 0);
  }

  /** Forgets what Alexa has of the level properties that a report sent from this state will state. */
  forgetLevel({ bucket, customer, endpointId }: EndpointKey): void {
    this.#forgetStated.run(bucket, customer, endpointId);
  }

  /** The same of connectivity alone, which every report of an edge states beside it. */
  forgetConnectivity({ bucket, customer, endpointId }: EndpointKey): void {
    this.#forgetConnectivity.run(bucket, customer, endpointId, CONNECTIVITY.namespace, CONNECTIVITY.name, '');
  }

  /** Forgets what Alexa has of one property. */
  forget(
    { bucket, customer, endpointId }: EndpointKey,
    key: { namespace: string; name: string; instance?: string },
  ): void {
    this.#forget.run(bucket, customer, endpointId, key.namespace, key.name, key.instance ?? '');
  }

  /** Forgets what Alexa has of an endpoint. */
  forgetEndpoint({ bucket, customer, endpointId }: EndpointKey): void {
    this.#forgetEndpoint.run(bucket, customer, endpointId);
  }

  /** Forgets what Alexa has of all endpoints of a customer. */
  forgetCustomer({ bucket, customer }: CustomerKey): void {
    this.#forgetCustomer.run(bucket, customer);
  }

  listDivergent({ customer, after, limit }: DivergentFilter): DivergentPage {
    const look = limit + LOOKS;
    const rows =
      customer === undefined
        ? this.#divergent.all(
            after ? bucketOf(after.customer) : -1,
            after?.customer ?? '',
            after?.endpointId ?? '',
            look,
          )
        : this.#divergentOf.all(bucketOf(customer), customer, after?.endpointId ?? '', look);
    const items: EndpointRef[] = [];
    for (const { waits, ...endpoint } of rows) {
      if (waits === 1) items.push(endpoint);
      if (items.length === limit) return { items, next: endpoint };
    }
    const last = rows.at(-1);
    return rows.length === look && last
      ? { items, next: { customer: last.customer, endpointId: last.endpointId } }
      : { items };
  }

  /** Notes what Alexa has accepted with the event `seq`. */
  report({ bucket, customer, endpointId }: EndpointKey, sample: EncodedSample, seq: number): void {
    const { namespace, name, instance, value, at, uncertainty } = sample;
    this.#report.run(value, at, uncertainty, bucket, customer, endpointId, namespace, name, instance, seq);
  }

  /** Notes that Alexa has refused a report with a sample; of a level property, or one that is not the current, nothing. */
  refuse({ bucket, customer, endpointId }: EndpointKey, sample: EncodedSample): void {
    const { namespace, name, instance, value, at } = sample;
    this.#refuse.run(bucket, customer, endpointId, namespace, name, instance, value, at);
  }

  /** Forgets a shadow; answers whether there was one. */
  delete({ bucket, customer, endpointId }: EndpointKey): boolean {
    this.#deleteProperties.run(bucket, customer, endpointId);
    return this.#deleteShadow.run(bucket, customer, endpointId) > 0;
  }
}

function divergent(range: string): string {
  return `
SELECT customer, endpoint_id AS endpointId,
  EXISTS (SELECT 1 FROM customers c
    WHERE c.bucket = p.bucket AND c.customer = p.customer AND c.link_state = 'active')
  AND NOT EXISTS (SELECT 1 FROM events e INDEXED BY events_level
    WHERE e.bucket = p.bucket AND e.customer = p.customer AND e.order_key = p.endpoint_id
      AND e.status = 'pending' AND e.class = 'level') AS waits
FROM (
  SELECT DISTINCT bucket, customer, endpoint_id FROM properties INDEXED BY properties_divergent
  WHERE class = 'level' AND (reported_value IS NULL OR reported_value <> current_value) AND ${range}
  ORDER BY bucket, customer, endpoint_id LIMIT 0 + ?) p`;
}

const PUT_CURRENT = `
INSERT INTO properties (bucket, customer, endpoint_id, namespace, name, instance, class,
  current_value, current_at, current_uncertainty)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT DO UPDATE SET class = ?7, current_value = ?8, current_at = ?9, current_uncertainty = ?10, refused = 0,
  reported_value = CASE WHEN ?11 THEN NULL ELSE reported_value END,
  reported_at = CASE WHEN ?11 THEN NULL ELSE reported_at END,
  reported_uncertainty = CASE WHEN ?11 THEN NULL ELSE reported_uncertainty END`;

/**
 * An edge property whose current sample is another one has a later report to come: what Alexa has stays unknown. Of a
 * level property Alexa keeps the newest sample, whichever report arrived last.
 */
const REPORT = `
UPDATE properties SET reported_value = ?1, reported_at = ?2, reported_uncertainty = ?3, refused = 0
WHERE bucket = ?4 AND customer = ?5 AND endpoint_id = ?6 AND namespace = ?7 AND name = ?8 AND instance = ?9
  AND CASE class WHEN 'level' THEN ifnull(reported_at, ?2) <= ?2 ELSE current_value = ?1 AND current_at = ?2 END
  AND (SELECT since_seq FROM shadows WHERE bucket = ?4 AND customer = ?5 AND endpoint_id = ?6) <= ?10`;
