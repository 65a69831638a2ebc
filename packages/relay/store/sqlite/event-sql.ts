import type { DatabaseSync } from 'node:sqlite';
import { Query, type SqlValue } from '@gatehouse/sqlite';
import { MOST_SENDS_OF_A_CLAIM } from '../../lane/lane-store.ts';
import type { Decision, Draft, EventClass, EventFilter, TroubleFilter } from '../../outbox/outbox-store.ts';
import type { CustomerKey } from './customer-sql.ts';
import { encodeLines } from './json-lines.ts';
import type { Ending } from './ledger-sql.ts';
import type { EncodedClaimedEvent, EncodedEvent, EncodedSettledEvent, EventRow } from './thread-message.ts';

/** A pending event that may be claimed: the oldest of its order key. */
export interface TurnRow extends Omit<EncodedClaimedEvent, 'shadow' | 'description'> {
  readonly seq: number;
  readonly draftType: Draft['type'];
}

/** What settling an event in flight brings to light. */
export interface SettledRow {
  readonly seq: number;
  readonly class: EventClass;
  readonly orderKey: string;
  readonly endpointId: string | null;
  /** 1 when Alexa's picture was forgotten while the event was in flight. */
  readonly outdated: 0 | 1;
}

/** An event that is pending and not in flight. */
export interface UnsentRow {
  readonly seq: number;
  readonly class: EventClass;
}

/** One version of a notice that is pending: its timestamp as text, which sorts as the time does, and whether it is in flight. */
export interface NoticeRow extends UnsentRow {
  readonly id: string;
  readonly version: string;
  readonly flying: 0 | 1;
}

/** An event that ends without having been claimed: `decision` says why. */
export interface SweptEvent {
  readonly seq: number;
  readonly ending: Ending;
  readonly decision: Decision;
}

/** Which events leave an endpoint's queue: those of `orderKey` that are not in flight under `heldEpoch`. */
export interface UnsentAsk {
  readonly orderKey: string;
  readonly heldEpoch: number;
}

/** What goes first, of the oldest events of each order key. */
const PRIORITY: Readonly<Record<EventClass, number>> = { reply: 0, edge: 1, level: 2, catalogue: 3, notice: 4 };

const LANE = 'bucket = ? AND customer = ?';
const TOLD = 'message_id = ?, attempts = attempts || ?, decisions = decisions || ?';
const QUEUE = `${LANE} AND order_key = ? AND status = 'pending'`;

/** What finds an event by a parameter that is its id; `prefix` names the table where several are read. */
export function byId(parameter: string, prefix: string = ''): string {
  return `substr(${prefix}id, 9) = substr(${parameter}, 9) AND ${prefix}id = ${parameter}`;
}

/** The table `events`, row by row: what is written and what is claimed. */
export class EventSql {
  readonly #insert: Query;
  readonly #turns: Query<TurnRow>;
  readonly #mates: Query<TurnRow>;
  readonly #claim: Query;
  readonly #newerLevel: Query<{ found: number }>;
  readonly #newerEdge: Query<{ found: number }>;
  readonly #newerNotice: Query<{ found: number }>;
  readonly #notices: Query<NoticeRow>;
  readonly #unsentLevels: Query<UnsentRow>;
  readonly #unsentConverging: Query<UnsentRow>;
  readonly #flying: Query<SettledRow>;
  readonly #end: Query;
  readonly #putBack: Query;
  readonly #outdate: Query;
  readonly #rename: Query;
  readonly #tell: Query;
  readonly #sweep: Query;
  readonly #promote: Query;
  readonly #read: Query<EventRow>;
  readonly #list: Query<EventRow>;
  readonly #givenUp: Readonly<Record<'dead' | 'expired' | 'dropped', Query<EventRow>>>;
  readonly #parked: Query<EventRow>;

  constructor(database: DatabaseSync) {
    const query = <Row = never>(sql: string): Query<Row> => new Query(database, sql);
    this.#insert = query(INSERT);
    this.#turns = query(TURNS);
    this.#mates = query(MATES);
    this.#claim = query(`UPDATE events SET claimed_epoch = ?, outdated = 0, tries = ${TRIES} WHERE seq = ?`);
    this.#newerLevel = query(
      `SELECT 1 AS found FROM events INDEXED BY events_level WHERE ${QUEUE} AND class = 'level' AND seq > ? LIMIT 1`,
    );
    this.#newerEdge = query(
      `SELECT 1 AS found FROM events INDEXED BY events_pending WHERE ${QUEUE} AND class = 'edge' AND seq > ? LIMIT 1`,
    );
    this.#newerNotice = query(
      `SELECT 1 AS found FROM events INDEXED BY events_notice WHERE ${QUEUE} AND class = 'notice' AND seq > ? LIMIT 1`,
    );
    this.#notices = query(
      `SELECT seq, id, class, claimed_epoch = ?4 AS flying, json_extract(draft, '$.message.timestamp') AS version
       FROM events INDEXED BY events_notice
       WHERE bucket = ?1 AND customer = ?2 AND order_key = ?3 AND status = 'pending' AND class = 'notice' ORDER BY seq`,
    );
    this.#unsentLevels = query(
      `SELECT seq, class FROM events INDEXED BY events_level WHERE ${QUEUE} AND class = 'level' AND claimed_epoch <> ?`,
    );
    this.#unsentConverging = query(
      `SELECT seq, class FROM events INDEXED BY events_pending
       WHERE ${QUEUE} AND class IN ('level', 'catalogue') AND claimed_epoch <> ?`,
    );
    this.#flying = query(FLYING);
    this.#end = query(`UPDATE events SET status = ?, settled_at = ?, turn = 0, ${TOLD} WHERE seq = ?`);
    this.#putBack = query(
      `UPDATE events SET claimed_epoch = 0, tries = CASE WHEN message_id = ? THEN tries ELSE 0 END + ?, ${TOLD}
       WHERE seq = ?`,
    );
    this.#outdate = query(
      `UPDATE events INDEXED BY events_turn SET outdated = 1
       WHERE ${LANE} AND turn = 1 AND claimed_epoch = ?3 AND (?4 IS NULL OR endpoint_id = ?4)`,
    );
    this.#rename = query(RENAME);
    this.#tell = query(`UPDATE events SET decisions = decisions || ?1 WHERE ${byId('?2')}`);
    this.#sweep = query(
      `UPDATE events SET status = ?, settled_at = ?, turn = 0, decisions = decisions || ? WHERE seq = ?`,
    );
    this.#promote = query(
      `UPDATE events SET turn = 1 WHERE seq =
         (SELECT seq FROM events INDEXED BY events_pending WHERE ${QUEUE} ORDER BY seq LIMIT 1)`,
    );
    this.#read = query(`SELECT ${RECORD} FROM ${RECORDS} WHERE ${byId('?1', 'e.')}`);
    this.#list = query(LIST);
    const givenUp = (status: string): Query<EventRow> => query(listGivenUp(status));
    this.#givenUp = { dead: givenUp('dead'), expired: givenUp('expired'), dropped: givenUp('dropped') };
    this.#parked = query(LIST_PARKED);
  }

  /** Adds an event behind all others; it has the turn if nothing of its order key is pending. */
  insert({ bucket, customer }: CustomerKey, event: EncodedEvent, { seq, at }: { seq: number; at: number }): void {
    const { id, endpointId, class: eventClass, kind, messageId, orderKey, expiresAt, draftType, draft } = event;
    const { decisions = '', trace } = event;
    const row: SqlValue[] = [bucket, customer, seq, id, endpointId, eventClass, PRIORITY[eventClass], kind];
    this.#insert.run(...row, messageId, orderKey, at, expiresAt, draftType, draft, decisions, trace);
  }

  /** The events of a lane that may be claimed, first the one to claim first; without those in flight under `epoch`. */
  readTurns({ bucket, customer }: CustomerKey, { epoch, limit }: { epoch: number; limit: number }): TurnRow[] {
    return this.#turns.all(bucket, customer, epoch, limit);
  }

  /** The events of some merged messages that may be claimed, oldest first; without those in flight under `epoch`. */
  readMates(
    { bucket, customer }: CustomerKey,
    { epoch, messageIds }: { epoch: number; messageIds: readonly string[] },
  ): TurnRow[] {
    return this.#mates.all(bucket, customer, epoch, JSON.stringify(messageIds));
  }

  /** Puts an event in flight. */
  claim(seq: number, epoch: number): void {
    this.#claim.run(epoch, seq);
  }

  /** Whether a newer level event of the same order key waits. */
  hasNewerLevel({ bucket, customer }: CustomerKey, { orderKey, seq }: { orderKey: string; seq: number }): boolean {
    return this.#newerLevel.one(bucket, customer, orderKey, seq) !== undefined;
  }

  /** Whether a newer edge event of the same order key waits. */
  hasNewerEdge({ bucket, customer }: CustomerKey, { orderKey, seq }: { orderKey: string; seq: number }): boolean {
    return this.#newerEdge.one(bucket, customer, orderKey, seq) !== undefined;
  }

  /** Whether a later version of a notice waits. */
  hasNewerNotice({ bucket, customer }: CustomerKey, { orderKey, seq }: { orderKey: string; seq: number }): boolean {
    return this.#newerNotice.one(bucket, customer, orderKey, seq) !== undefined;
  }

  /** The versions of a notice that are pending, those in flight included, as they were accepted. */
  readNotices({ bucket, customer }: CustomerKey, { orderKey, heldEpoch }: UnsentAsk): NoticeRow[] {
    return this.#notices.all(bucket, customer, orderKey, heldEpoch);
  }

  /** The level events of an order key that are not in flight. */
  readUnsentLevels({ bucket, customer }: CustomerKey, { orderKey, heldEpoch }: UnsentAsk): UnsentRow[] {
    return this.#unsentLevels.all(bucket, customer, orderKey, heldEpoch);
  }

  /** The level and catalogue events of an order key that are not in flight. */
  readUnsentConverging({ bucket, customer }: CustomerKey, { orderKey, heldEpoch }: UnsentAsk): UnsentRow[] {
    return this.#unsentConverging.all(bucket, customer, orderKey, heldEpoch);
  }

  /** Settles an event in flight under `epoch`, or puts it back; undefined when there is no such event. */
  settle(
    { bucket, customer }: CustomerKey,
    event: EncodedSettledEvent,
    { epoch, at }: { epoch: number; at: number },
  ): SettledRow | undefined {
    const { id, result, messageId, sent, attempts, decisions } = event;
    const row = this.#flying.one(id, bucket, customer, epoch);
    if (row === undefined) return undefined;
    const told = [messageId, attempts, decisions, row.seq];
    if (result === 'pending') this.#putBack.run(messageId, sent, ...told);
    else this.#end.run(result, at, ...told);
    return row;
  }

  /** What is in flight under `epoch` for an endpoint, or for any, will not say what Alexa has. */
  outdate(
    { bucket, customer }: CustomerKey,
    { epoch, endpointId }: { epoch: number; endpointId?: string | undefined },
  ): void {
    this.#outdate.run(bucket, customer, epoch, endpointId ?? null);
  }

  /**
   * Lets converging events that may have left, for an endpoint or for any, count as sent too often to leave under the same
   * messageId again: Alexa would take them for what it has already had.
   */
  rename({ bucket, customer }: CustomerKey, endpointId: string | undefined): void {
    this.#rename.run(bucket, customer, endpointId ?? null);
  }

  /** Adds a decision to an event, settled or not. */
  tell(id: string, decision: Decision): void {
    this.#tell.run(encodeLines([decision]), id);
  }

  /** Ends an event that is not in flight. Its order key needs {@link EventSql.promote} if it may have had the turn. */
  sweep({ seq, ending, decision }: SweptEvent): void {
    this.#sweep.run(ending, decision.at, encodeLines([decision]), seq);
  }

  /** Gives the turn to the oldest pending event of an order key, if there is one. */
  promote({ bucket, customer }: CustomerKey, orderKey: string): void {
    this.#promote.run(bucket, customer, orderKey);
  }

  /** One event. */
  readEvent(id: string): EventRow | undefined {
    return this.#read.one(id);
  }

  /** Events of a customer, oldest first. */
  listEvents(bucket: number, filter: EventFilter): EventRow[] {
    const { customer, after, endpointId, class: eventClass, status, limit } = filter;
    const narrowed = [after ?? null, endpointId ?? null, eventClass ?? null, status ?? null];
    return this.#list.all(bucket, customer, ...narrowed, limit);
  }

  /** Events of all customers that were given up, oldest first, or that are parked, customer by customer. */
  listTroubled({ status, after, limit }: TroubleFilter): EventRow[] {
    const list = status === 'parked' ? this.#parked : this.#givenUp[status];
    return list.all(after ?? null, limit);
  }
}

const INSERT = `
INSERT INTO events (bucket, customer, seq, id, endpoint_id, class, priority, kind,
  message_id, order_key, accepted_at, expires_at, draft_type, draft, decisions, trace, turn)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, NOT EXISTS (
  SELECT 1 FROM events INDEXED BY events_pending
  WHERE bucket = ?1 AND customer = ?2 AND order_key = ?10 AND status = 'pending'))`;

/** How often a messageId leaves at most, whatever is configured (send-events reference, HTTP status codes). */
const MOST_SENDS_OF_A_MESSAGE = 4;

/** A claim that was never settled: how often its event left is not known, so the most that it can be counts. */
const TRIES = `CASE claimed_epoch WHEN 0 THEN tries ELSE tries + ${MOST_SENDS_OF_A_CLAIM} END`;

const TURN = `
SELECT seq, id, class, kind, message_id AS messageId, order_key AS orderKey, endpoint_id AS endpointId,
  draft_type AS draftType, draft, accepted_at AS acceptedAt, expires_at AS expiresAt, trace, ${TRIES} AS tries
FROM events INDEXED BY events_turn
WHERE ${LANE} AND turn = 1 AND claimed_epoch <> ?`;

const TURNS = `${TURN} ORDER BY priority, seq LIMIT 0 + ?`;

const MATES = `${TURN} AND priority = ${PRIORITY.catalogue} AND draft_type IN ('put', 'delete')
  AND message_id IN (SELECT value FROM json_each(?)) ORDER BY seq`;

const RENAME = `
UPDATE events INDEXED BY events_turn SET tries = tries + ${MOST_SENDS_OF_A_MESSAGE}
WHERE bucket = ?1 AND customer = ?2 AND turn = 1 AND class IN ('level', 'catalogue')
  AND (tries > 0 OR claimed_epoch <> 0) AND (?3 IS NULL OR endpoint_id = ?3)`;

const FLYING = `
SELECT seq, order_key AS orderKey, endpoint_id AS endpointId, class, outdated FROM events INDEXED BY events_by_id
WHERE ${byId('?1')} AND bucket = ?2 AND customer = ?3 AND status = 'pending' AND claimed_epoch = ?4`;

const STATUS = `CASE WHEN e.status = 'pending' AND l.state = 'parked' THEN 'parked' ELSE e.status END`;

const RECORDS = 'events e JOIN lanes l ON l.bucket = e.bucket AND l.customer = e.customer';

const RECORD = `e.id, e.customer, e.endpoint_id AS endpointId, e.class, e.kind, e.message_id AS messageId,
  ${STATUS} AS status, e.accepted_at AS acceptedAt, e.settled_at AS settledAt, e.expires_at AS expiresAt,
  e.attempts, e.decisions, e.trace`;

const LIST = `
SELECT ${RECORD} FROM ${RECORDS}
WHERE e.bucket = ?1 AND e.customer = ?2
  AND e.seq > CASE WHEN ?3 IS NULL THEN 0 ELSE (SELECT seq FROM events WHERE ${byId('?3')}) END
  AND (?4 IS NULL OR e.endpoint_id = ?4) AND (?5 IS NULL OR e.class = ?5) AND (?6 IS NULL OR ${STATUS} = ?6)
ORDER BY e.seq LIMIT 0 + ?7`;

/** The status stands in the text, because only then the index over the few that were given up can be used. */
function listGivenUp(status: string): string {
  return `
SELECT ${RECORD} FROM events e INDEXED BY events_given_up
CROSS JOIN lanes l ON l.bucket = e.bucket AND l.customer = e.customer
WHERE e.status = '${status}' AND e.seq > CASE WHEN ?1 IS NULL THEN 0 ELSE (SELECT seq FROM events WHERE ${byId('?1')}) END
ORDER BY e.seq LIMIT 0 + ?2`;
}

/** Goes on in the lane of the event `?1` behind it, then in the lanes after that one. */
const LIST_PARKED = `
SELECT ${RECORD} FROM (
  SELECT bucket, customer FROM lanes INDEXED BY lanes_parked WHERE state = 'parked' AND (?1 IS NULL
    OR (bucket, customer) >= (SELECT bucket, customer FROM events WHERE ${byId('?1')})) ORDER BY bucket, customer) p
CROSS JOIN lanes l ON l.bucket = p.bucket AND l.customer = p.customer
CROSS JOIN events e INDEXED BY events_by_customer ON e.bucket = l.bucket AND e.customer = l.customer
WHERE e.status = 'pending' AND (?1 IS NULL OR e.seq > (SELECT seq FROM events WHERE ${byId('?1')})
  OR (e.bucket, e.customer) > (SELECT bucket, customer FROM events WHERE ${byId('?1')}))
ORDER BY l.bucket, l.customer, e.seq LIMIT 0 + ?2`;
