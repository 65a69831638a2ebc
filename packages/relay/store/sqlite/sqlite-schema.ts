import type { SqliteTables } from '@gatehouse/sqlite';
import { ADDED_INDEXES, ADDED_TABLES } from './added-schema.ts';
import { COUNT_PENDING, COUNTS } from './count-schema.ts';
import { UPGRADES } from './sqlite-upgrades.ts';

/** The file in the directory. */
export const SHARD_FILE = 'shard-0.sqlite';

/**
 * The version of the tables below, kept in the file's `user_version`. A file with a higher one is refused, one with
 * a lower one is brought up by `sqlite-upgrades.ts`.
 */
export const SCHEMA_VERSION = 3;

/**
 * What the store keeps, and where. Every table begins with the customer's bucket; times are integers, milliseconds
 * since the epoch; JSON is text, property values in canonical form, so that SQL compares them.
 *
 * - `customers`: one row for each customer that anything was stored for: region, number of grants given, link, and
 *   when Alexa's picture is to be forgotten once more.
 * - `grants`: at most one for each customer: the tokens, as opaque text, and who refreshes them until when.
 * - `endpoints`: the registry: discovery objects as text.
 * - `shadows`: one row for each endpoint with state: its version, and `since_seq`, the first event that can have
 *   spoken of it (what was sent of a shadow deleted before says nothing about its successor).
 * - `properties`: the shadows' properties: `current_…` is the device's word, `reported_…` Alexa's, NULL when unknown.
 *   An absent instance is the empty string. `refused` is 1 when Alexa refused a report with the current value of an edge.
 * - `lanes`: one row for each customer, and for each holder of notices, who has none in `customers`. `due_at` is when it may send next, also while it is idle. A lane is held while
 *   `owner` is set, until `lease_until`; `epoch` grows with each claim. `claim_at` is when it can be claimed next, NULL
 *   when it cannot. `queued` is how many of its events are pending.
 * - `events`: every event ever accepted, numbered by `seq` in the order of acceptance. `status` is `pending` until it
 *   is settled. `turn` is 1 for the oldest pending event of each order key, the only one that may be claimed. An event
 *   is in flight while its lane is held and `claimed_epoch` is the lane's epoch: a released lane has nothing in flight,
 *   and a new epoch frees what an older one had claimed. `outdated` is 1 when Alexa's picture was forgotten while it
 *   was in flight: what its answer says of that picture counts for nothing. `attempts` and `decisions` are JSON objects joined by commas.
 *   `trace` is the W3C traceparent that it came with, NULL when there was none.
 * - `idempotency`: the answer to repeat for each idempotency key.
 * - `directives`: what Alexa was told to wait for, under a hash of its correlation token, and until when she waits.
 * - `subscribers`: customers of the custom skill, as its events told; `told` is 0 while nobody has said what they are
 *   subscribed to. `refusal` is JSON. `subscriptions` are the events, and `audiences` counts them by triggers.
 * - `moves`: one row for each customer that is on its way to the store of another region, `lease_until` as its lane had
 *   it, and for each that is on its way here, which stays until the last row of an arrival that failed is gone. What has
 *   arrived of a customer lies here without a row in `customers` and `lanes` until all of it is there; an event of it
 *   that is pending has the status `moving`.
 * - `ledger`: one row for the file, under the first bucket of its range: how many events were accepted, how they
 *   ended, and how many of each class are pending. `uncounted` is how many of the accepted ones count elsewhere: a number
 *   was given to what came from another region's store, or what had it went there. What is pending is counted anew from `events` at each opening, so
 *   that the ledger can fail to balance.
 */
export const SCHEMA: string = `
CREATE TABLE customers (
  bucket INTEGER NOT NULL, customer TEXT NOT NULL,
  region TEXT, generation INTEGER NOT NULL DEFAULT 0,
  link_state TEXT NOT NULL DEFAULT 'none', link_since INTEGER NOT NULL, link_reason TEXT, link_remedy TEXT, forget_at INTEGER,
  PRIMARY KEY (bucket, customer)
) STRICT, WITHOUT ROWID;
CREATE INDEX customers_by_id ON customers (customer);
CREATE INDEX customers_by_link ON customers (link_state, customer);

CREATE TABLE grants (
  bucket INTEGER NOT NULL, customer TEXT NOT NULL,
  tokens TEXT NOT NULL, expires_at INTEGER NOT NULL, refresh_owner TEXT, refresh_until INTEGER,
  PRIMARY KEY (bucket, customer)
) STRICT, WITHOUT ROWID;

CREATE TABLE endpoints (
  bucket INTEGER NOT NULL, customer TEXT NOT NULL, endpoint_id TEXT NOT NULL,
  description TEXT NOT NULL,
  PRIMARY KEY (bucket, customer, endpoint_id)
) STRICT;

CREATE TABLE shadows (
  bucket INTEGER NOT NULL, customer TEXT NOT NULL, endpoint_id TEXT NOT NULL,
  version INTEGER NOT NULL, since_seq INTEGER NOT NULL,
  PRIMARY KEY (bucket, customer, endpoint_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE properties (
  bucket INTEGER NOT NULL, customer TEXT NOT NULL, endpoint_id TEXT NOT NULL,
  namespace TEXT NOT NULL, name TEXT NOT NULL, instance TEXT NOT NULL, class TEXT NOT NULL,
  current_value TEXT NOT NULL, current_at INTEGER NOT NULL, current_uncertainty INTEGER NOT NULL,
  reported_value TEXT, reported_at INTEGER, reported_uncertainty INTEGER, refused INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (bucket, customer, endpoint_id, namespace, name, instance)
) STRICT, WITHOUT ROWID;

CREATE TABLE lanes (
  bucket INTEGER NOT NULL, customer TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'idle', reason TEXT, due_at INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0, epoch INTEGER NOT NULL DEFAULT 0,
  owner TEXT, lease_until INTEGER,
  claim_at INTEGER GENERATED ALWAYS AS (CASE WHEN state = 'due' THEN max(due_at, ifnull(lease_until, due_at)) END) VIRTUAL,
  queued INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (bucket, customer)
) STRICT, WITHOUT ROWID;
CREATE INDEX lanes_claim ON lanes (claim_at) WHERE claim_at IS NOT NULL;

CREATE TABLE events (
  bucket INTEGER NOT NULL, customer TEXT NOT NULL, seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL, endpoint_id TEXT, class TEXT NOT NULL, priority INTEGER NOT NULL, kind TEXT NOT NULL,
  message_id TEXT NOT NULL, order_key TEXT NOT NULL, accepted_at INTEGER NOT NULL, expires_at INTEGER,
  turn INTEGER NOT NULL, claimed_epoch INTEGER NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0,
  status TEXT NOT NULL DEFAULT 'pending', settled_at INTEGER,
  draft_type TEXT NOT NULL, draft TEXT NOT NULL,
  attempts TEXT NOT NULL DEFAULT '', decisions TEXT NOT NULL DEFAULT '', outdated INTEGER NOT NULL DEFAULT 0,
  trace TEXT
) STRICT;
CREATE INDEX events_by_customer ON events (bucket, customer, seq);
CREATE INDEX events_pending ON events (bucket, customer, order_key, seq) WHERE status = 'pending';
CREATE INDEX events_turn ON events (bucket, customer, priority, seq) WHERE turn = 1;
CREATE INDEX events_level ON events (bucket, customer, order_key, seq) WHERE status = 'pending' AND class = 'level';

CREATE TABLE idempotency (
  bucket INTEGER NOT NULL, customer TEXT NOT NULL, key TEXT NOT NULL,
  fingerprint TEXT NOT NULL, answer TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (bucket, customer, key)
) STRICT;

${ADDED_TABLES}
CREATE TABLE ledger (
  bucket INTEGER NOT NULL PRIMARY KEY,
  opened INTEGER NOT NULL DEFAULT 0, accepted INTEGER NOT NULL DEFAULT 0,
  delivered INTEGER NOT NULL DEFAULT 0, coalesced INTEGER NOT NULL DEFAULT 0, expired INTEGER NOT NULL DEFAULT 0,
  dead INTEGER NOT NULL DEFAULT 0, dropped INTEGER NOT NULL DEFAULT 0,
  level INTEGER NOT NULL DEFAULT 0, edge INTEGER NOT NULL DEFAULT 0, reply INTEGER NOT NULL DEFAULT 0,
  catalogue INTEGER NOT NULL DEFAULT 0, notice INTEGER NOT NULL DEFAULT 0,
  uncounted INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO ledger (bucket) VALUES (0);
${COUNTS}${ADDED_INDEXES}`;

/**
 * The file, its tables, and what is done at each opening: a claim ends with the process that made it, so nothing is in
 * flight in a lane that nobody holds, and nobody refreshes; what is pending is counted.
 */
export const TABLES: SqliteTables = {
  file: SHARD_FILE,
  schema: SCHEMA,
  version: SCHEMA_VERSION,
  upgrades: UPGRADES,
  prepare: `
    UPDATE ledger SET opened = opened + 1;
    ${COUNT_PENDING}
    UPDATE lanes SET owner = NULL, lease_until = NULL WHERE lease_until IS NOT NULL;
    UPDATE grants SET refresh_owner = NULL, refresh_until = NULL WHERE refresh_owner IS NOT NULL;`,
};
