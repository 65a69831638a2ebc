import type { DatabaseSync } from 'node:sqlite';
import type { Region } from '@gatehouse/protocol';
import { Query } from '@gatehouse/sqlite';
import { bucketOf } from '../../lane/bucket.ts';
import type { LaneState, LaneView } from '../../lane/lane-store.ts';
import type { CustomerKey } from './customer-sql.ts';
import type { ThreadMethods } from './thread-message.ts';

/** A row of `lanes`. */
export interface LaneRow {
  readonly state: LaneState;
  readonly reason: string | null;
  readonly dueAt: number;
  readonly failures: number;
  readonly epoch: number;
  readonly owner: string | null;
  readonly queued: number;
}

/** A lane that can be claimed, with what its holder needs to know of its customer. */
export interface DueRow extends CustomerKey {
  readonly epoch: number;
  readonly failures: number;
  readonly generation: number;
  readonly region: Region | null;
}

const LANE = 'bucket = ? AND customer = ?';
const PENDING = `EXISTS (SELECT 1 FROM events e INDEXED BY events_pending
  WHERE e.bucket = lanes.bucket AND e.customer = lanes.customer AND e.status = 'pending')`;

/** The table `lanes`. */
export class LaneSql implements Pick<ThreadMethods, 'releaseLane' | 'renewLeases' | 'nextDueAt' | 'readLane'> {
  readonly #read: Query<LaneRow>;
  readonly #oldest: Query<{ acceptedAt: number }>;
  readonly #wake: Query;
  readonly #count: Query;
  readonly #resume: Query;
  readonly #due: Query<DueRow>;
  readonly #dueNotices: Query<DueRow>;
  readonly #dueOf: Query<DueRow>;
  readonly #hold: Query;
  readonly #release: Query;
  readonly #renew: Query;
  readonly #next: Query<{ at: number | null }>;
  readonly #nextNotice: Query<{ at: number | null }>;
  readonly #goOn: Query;
  readonly #wait: Query;
  readonly #park: Query;
  readonly #send: Query;
  readonly #keep: Query;
  readonly #rest: Query;
  readonly #restDropped: Query;

  constructor(database: DatabaseSync) {
    const query = <Row = never>(sql: string): Query<Row> => new Query(database, sql);
    this.#read = query(
      `SELECT state, reason, due_at AS dueAt, failures, epoch, owner, queued FROM lanes WHERE ${LANE}`,
    );
    this.#oldest = query(
      `SELECT accepted_at AS acceptedAt FROM events
       WHERE seq = (SELECT min(seq) FROM events INDEXED BY events_turn WHERE ${LANE} AND turn = 1)`,
    );
    this.#wake = query(WAKE);
    this.#count = query(`UPDATE lanes SET queued = queued + ? WHERE ${LANE}`);
    this.#resume = query(RESUME);
    this.#due = query(DUE);
    this.#dueNotices = query(DUE_NOTICES);
    this.#dueOf = query(DUE_OF);
    this.#hold = query(`UPDATE lanes SET epoch = ?, owner = ?, lease_until = ? WHERE ${LANE}`);
    this.#release = query(RELEASE);
    this.#renew = query(`UPDATE lanes SET lease_until = ? WHERE ${LANE} AND epoch = ? AND owner IS NOT NULL`);
    this.#next = query('SELECT min(claim_at) AS at FROM lanes WHERE claim_at IS NOT NULL');
    this.#nextNotice = query(
      "SELECT min(claim_at) AS at FROM lanes INDEXED BY lanes_notice WHERE claim_at IS NOT NULL AND customer < ' '",
    );
    this.#goOn = query(
      `UPDATE lanes SET failures = 0, reason = CASE WHEN due_at > ? THEN reason END
       WHERE ${LANE} AND state = 'due' AND (failures > 0 OR reason IS NOT NULL)`,
    );
    this.#wait = query(
      `UPDATE lanes SET due_at = max(due_at, ?), failures = ?, reason = ? WHERE ${LANE} AND state = 'due'`,
    );
    this.#park = query(`UPDATE lanes SET state = 'parked', reason = ? WHERE ${LANE}`);
    this.#send = query(`UPDATE lanes SET ${AWAKE}, due_at = ? WHERE ${LANE}`);
    this.#keep = query(
      `UPDATE lanes SET state = CASE WHEN owner IS NOT NULL OR ${PENDING} THEN 'held' ELSE 'idle' END, reason = 'no-grant',
         failures = 0 WHERE ${LANE}`,
    );
    this.#rest = query(
      `UPDATE lanes SET state = 'idle' WHERE ${LANE} AND owner IS NULL AND state IN ('due', 'held') AND NOT ${PENDING}`,
    );
    this.#restDropped = query(
      `UPDATE lanes SET state = 'idle', reason = NULL, failures = 0 WHERE ${LANE} AND owner IS NULL AND NOT ${PENDING}`,
    );
  }

  /** The row of a lane. */
  read({ bucket, customer }: CustomerKey): LaneRow | undefined {
    return this.#read.one(bucket, customer);
  }

  readLane(customer: string): LaneView {
    const key = { bucket: bucketOf(customer), customer };
    const row = this.read(key);
    if (row === undefined || (row.queued === 0 && row.state !== 'parked')) return { state: 'idle', queued: 0 };
    const oldestAt = this.#oldest.one(key.bucket, customer)?.acceptedAt;
    return {
      state: row.state,
      ...(row.reason !== null && { reason: row.reason }),
      ...(row.state === 'due' && { dueAt: row.dueAt }),
      queued: row.queued,
      ...(oldestAt !== undefined && { oldestAt }),
    };
  }

  /** An idle lane has something to send: due, at once unless it waits; held without a grant, parked when the link is lost. */
  wake({ bucket, customer }: CustomerKey, { at, queued }: { at: number; queued: number }): void {
    this.#wake.run(at, bucket, customer, queued);
  }

  /** How many more events of the lane are pending than before. */
  count({ bucket, customer }: CustomerKey, queued: number): void {
    if (queued !== 0) this.#count.run(queued, bucket, customer);
  }

  /** A new grant: what was parked, held or idle may send from `dueAt` on; an idle lane that waits goes on waiting. */
  resume({ bucket, customer }: CustomerKey, dueAt: number): void {
    this.#resume.run(dueAt, bucket, customer);
  }

  /** Lanes that can be claimed at `now`, longest due first; `only` those of notices, if so asked. */
  readDue(now: number, { limit, only }: { limit: number; only?: 'notices' | undefined }): DueRow[] {
    return only === 'notices' ? this.#dueNotices.all(now, limit) : this.#due.all(now, limit);
  }

  /** One lane, if it can be claimed at `now`. */
  readDueOf({ bucket, customer }: CustomerKey, now: number): DueRow | undefined {
    return this.#dueOf.one(bucket, customer, now);
  }

  /** Gives a lane to `owner`; answers the new epoch. */
  hold({ bucket, customer, epoch }: DueRow, { owner, leaseUntil }: { owner: string; leaseUntil: number }): number {
    this.#hold.run(epoch + 1, owner, leaseUntil, bucket, customer);
    return epoch + 1;
  }

  releaseLane({ customer, epoch, at }: { customer: string; epoch: number; at: number }): void {
    this.#release.run(at, bucketOf(customer), customer, epoch);
  }

  renewLeases(renewal: Parameters<ThreadMethods['renewLeases']>[0]): readonly string[] {
    return renewal.lanes
      .filter(({ customer, epoch }) => this.#renew.run(renewal.leaseUntil, bucketOf(customer), customer, epoch) === 0)
      .map(({ customer }) => customer);
  }

  nextDueAt(only?: 'notices'): number | undefined {
    return (only === 'notices' ? this.#nextNotice : this.#next).one()?.at ?? undefined;
  }

  /** No failures; a wait that has not ended goes on. */
  goOn({ bucket, customer }: CustomerKey, at: number): void {
    this.#goOn.run(at, bucket, customer);
  }

  /** Waits until `dueAt`, or as long as it waits already. */
  wait({ bucket, customer }: CustomerKey, wait: { dueAt: number; failures: number; reason: string }): void {
    this.#wait.run(wait.dueAt, wait.failures, wait.reason, bucket, customer);
  }

  /** Stops the lane. */
  park({ bucket, customer }: CustomerKey, reason: string): void {
    this.#park.run(reason, bucket, customer);
  }

  /** A person sends the lane on, whatever it waits for: due at `at` when there is anything to send. */
  send({ bucket, customer }: CustomerKey, at: number): void {
    this.#send.run(at, bucket, customer);
  }

  /** The grant is gone: what there is to send is held. */
  keep({ bucket, customer }: CustomerKey): void {
    this.#keep.run(bucket, customer);
  }

  /** A lane that ran empty while nobody held it has nothing to wait for; a parked one stays so. */
  rest({ bucket, customer }: CustomerKey): void {
    this.#rest.run(bucket, customer);
  }

  /** A lane whose events a person has dropped, if nobody holds it and nothing came meanwhile. */
  restDropped({ bucket, customer }: CustomerKey): void {
    this.#restDropped.run(bucket, customer);
  }
}

/** The epoch under which events are in flight; none is when nobody holds the lane. */
export function heldEpochOf(lane: LaneRow | undefined): number {
  return lane === undefined || lane.owner === null ? -1 : lane.epoch;
}

/** Whether the lane is held under this epoch. */
export function isHeld(lane: LaneRow | undefined, epoch: number): lane is LaneRow {
  return lane !== undefined && lane.owner !== null && lane.epoch === epoch;
}

/** A lane without a customer is one of notices: no link is in its way. */
const WAKE = `
UPDATE lanes SET
  state = CASE ifnull((SELECT link_state FROM customers c WHERE c.bucket = ?2 AND c.customer = ?3), 'active')
    WHEN 'active' THEN 'due' WHEN 'none' THEN 'held' ELSE 'parked' END,
  reason = CASE ifnull((SELECT link_state FROM customers c WHERE c.bucket = ?2 AND c.customer = ?3), 'active')
    WHEN 'active' THEN reason WHEN 'none' THEN 'no-grant'
    ELSE (SELECT link_reason FROM customers c WHERE c.bucket = ?2 AND c.customer = ?3) END,
  due_at = max(due_at, ?1), queued = queued + ?4
WHERE bucket = ?2 AND customer = ?3 AND state = 'idle'`;

const AWAKE = `state = CASE WHEN owner IS NOT NULL OR ${PENDING} THEN 'due' ELSE 'idle' END,
  reason = NULL, failures = 0`;

/** What an idle lane was told to wait for, such as a Retry-After, does not end with a new grant. */
const RESUME = `
UPDATE lanes SET ${AWAKE}, due_at = CASE WHEN state = 'idle' THEN max(due_at, ?1) ELSE ?1 END
WHERE ${LANE} AND state <> 'due'`;

const DUE_COLUMNS = 'l.bucket, l.customer, l.epoch, l.failures, ifnull(c.generation, 0) AS generation, c.region';

const DUE_OF = `
SELECT ${DUE_COLUMNS} FROM lanes l LEFT JOIN customers c ON c.bucket = l.bucket AND c.customer = l.customer
WHERE l.bucket = ? AND l.customer = ? AND l.claim_at <= ?`;

const DUE = `
SELECT ${DUE_COLUMNS}
FROM lanes l INDEXED BY lanes_claim LEFT JOIN customers c ON c.bucket = l.bucket AND c.customer = l.customer
WHERE l.claim_at <= ? ORDER BY l.claim_at LIMIT 0 + ?`;

/** The name of a holder of notices begins with a control character, and no customer's id has one. */
const DUE_NOTICES = `
SELECT bucket, customer, epoch, failures, 0 AS generation, NULL AS region FROM lanes INDEXED BY lanes_notice
WHERE claim_at <= ? AND customer < ' ' ORDER BY claim_at LIMIT 0 + ?`;

/** A lane that gave way goes behind those that wait for their turn already; one that must wait keeps waiting. */
const RELEASE = `
UPDATE lanes SET owner = NULL, lease_until = NULL,
  state = CASE WHEN state <> 'due' THEN state WHEN ${PENDING} THEN 'due' ELSE 'idle' END,
  reason = CASE WHEN state = 'due' AND due_at <= ?1 THEN NULL ELSE reason END,
  due_at = max(due_at, ?1)
WHERE bucket = ?2 AND customer = ?3 AND epoch = ?4 AND owner IS NOT NULL`;
