import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { bucketOf, encodeEventId } from '../../lane/bucket.ts';
import { describeTables } from '../../test/describe-tables.ts';
import { SCHEMA, SCHEMA_VERSION, SHARD_FILE } from './sqlite-schema.ts';
import { openSqliteStore } from './sqlite-store.ts';

const AT = 1_767_225_600_000;

/** The tables of version 2, as its release made them. */
const VERSION_2 = `
CREATE TABLE customers (
  bucket INTEGER NOT NULL, customer TEXT NOT NULL,
  region TEXT, generation INTEGER NOT NULL DEFAULT 0,
  link_state TEXT NOT NULL DEFAULT 'none', link_since INTEGER NOT NULL, link_reason TEXT, link_remedy TEXT,
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
  reported_value TEXT, reported_at INTEGER, reported_uncertainty INTEGER,
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
  attempts TEXT NOT NULL DEFAULT '', decisions TEXT NOT NULL DEFAULT '', outdated INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX events_by_id ON events (id);
CREATE INDEX events_by_customer ON events (bucket, customer, seq);
CREATE INDEX events_pending ON events (bucket, customer, order_key, seq) WHERE status = 'pending';
CREATE INDEX events_turn ON events (bucket, customer, priority, seq) WHERE turn = 1;
CREATE INDEX events_level ON events (bucket, customer, order_key, seq) WHERE status = 'pending' AND class = 'level';

CREATE TABLE idempotency (
  bucket INTEGER NOT NULL, customer TEXT NOT NULL, key TEXT NOT NULL,
  fingerprint TEXT NOT NULL, answer TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (bucket, customer, key)
) STRICT;

CREATE TABLE ledger (
  bucket INTEGER NOT NULL PRIMARY KEY,
  opened INTEGER NOT NULL DEFAULT 0, accepted INTEGER NOT NULL DEFAULT 0,
  delivered INTEGER NOT NULL DEFAULT 0, coalesced INTEGER NOT NULL DEFAULT 0, expired INTEGER NOT NULL DEFAULT 0,
  dead INTEGER NOT NULL DEFAULT 0, dropped INTEGER NOT NULL DEFAULT 0,
  level INTEGER NOT NULL DEFAULT 0, edge INTEGER NOT NULL DEFAULT 0, reply INTEGER NOT NULL DEFAULT 0,
  catalogue INTEGER NOT NULL DEFAULT 0, notice INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO ledger (bucket) VALUES (0);

CREATE TABLE lane_counts (bucket INTEGER NOT NULL PRIMARY KEY, "idle" INTEGER NOT NULL DEFAULT 0, "due" INTEGER NOT NULL DEFAULT 0, "held" INTEGER NOT NULL DEFAULT 0, "parked" INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO lane_counts (bucket) VALUES (0);
CREATE TABLE link_counts (bucket INTEGER NOT NULL PRIMARY KEY, "none" INTEGER NOT NULL DEFAULT 0, "active" INTEGER NOT NULL DEFAULT 0, "lost" INTEGER NOT NULL DEFAULT 0, "disabled" INTEGER NOT NULL DEFAULT 0, "stage-changed" INTEGER NOT NULL DEFAULT 0, "account-not-found" INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO link_counts (bucket) VALUES (0);

CREATE TRIGGER lanes_begin AFTER INSERT ON lanes BEGIN
  UPDATE lane_counts SET "idle" = "idle" + (NEW.state = 'idle'), "due" = "due" + (NEW.state = 'due'), "held" = "held" + (NEW.state = 'held'), "parked" = "parked" + (NEW.state = 'parked');
END;
CREATE TRIGGER lanes_change AFTER UPDATE OF state ON lanes WHEN OLD.state <> NEW.state BEGIN
  UPDATE lane_counts SET "idle" = "idle" + (NEW.state = 'idle') - (OLD.state = 'idle'), "due" = "due" + (NEW.state = 'due') - (OLD.state = 'due'), "held" = "held" + (NEW.state = 'held') - (OLD.state = 'held'), "parked" = "parked" + (NEW.state = 'parked') - (OLD.state = 'parked');
END;
CREATE TRIGGER customers_begin AFTER INSERT ON customers BEGIN
  UPDATE link_counts SET "none" = "none" + (NEW.link_state = 'none'), "active" = "active" + (NEW.link_state = 'active'), "lost" = "lost" + (NEW.link_state = 'lost'), "disabled" = "disabled" + (NEW.link_state = 'disabled'), "stage-changed" = "stage-changed" + (NEW.link_state = 'stage-changed'), "account-not-found" = "account-not-found" + (NEW.link_state = 'account-not-found');
END;
CREATE TRIGGER customers_link AFTER UPDATE OF link_state ON customers WHEN OLD.link_state <> NEW.link_state BEGIN
  UPDATE link_counts SET "none" = "none" + (NEW.link_state = 'none') - (OLD.link_state = 'none'), "active" = "active" + (NEW.link_state = 'active') - (OLD.link_state = 'active'), "lost" = "lost" + (NEW.link_state = 'lost') - (OLD.link_state = 'lost'), "disabled" = "disabled" + (NEW.link_state = 'disabled') - (OLD.link_state = 'disabled'), "stage-changed" = "stage-changed" + (NEW.link_state = 'stage-changed') - (OLD.link_state = 'stage-changed'), "account-not-found" = "account-not-found" + (NEW.link_state = 'account-not-found') - (OLD.link_state = 'account-not-found');
END;

CREATE INDEX lanes_parked ON lanes (queued) WHERE state = 'parked';
CREATE INDEX events_oldest ON events (class, seq) WHERE status = 'pending';
CREATE INDEX events_expiring ON events (expires_at) WHERE status = 'pending' AND expires_at IS NOT NULL;
CREATE INDEX events_settled ON events (settled_at) WHERE settled_at IS NOT NULL;
CREATE INDEX idempotency_by_age ON idempotency (at);
CREATE INDEX grants_refreshing ON grants (bucket, customer) WHERE refresh_owner IS NOT NULL;
CREATE INDEX properties_divergent ON properties (bucket, customer, endpoint_id)
  WHERE class = 'level' AND (reported_value IS NULL OR reported_value <> current_value);
`;

const STATUSES = ['dead', 'pending', 'delivered', 'expired', 'pending'] as const;

function idOf(seq: number): string {
  return encodeEventId('lost', `00000000-0000-4000-8000-${String(seq).padStart(12, '0')}`);
}

/** A file of version 2: a customer whose link was lost, with a parked lane of two events behind three that have ended. */
function writeVersion2(database: DatabaseSync): void {
  database.exec(`${VERSION_2} PRAGMA user_version = 2`);
  const bucket = bucketOf('lost');
  database.exec(`INSERT INTO customers (bucket, customer, generation, link_state, link_since) VALUES (${bucket}, 'lost', 1, 'lost', ${AT});
    INSERT INTO lanes (bucket, customer, state, reason, epoch, queued) VALUES (${bucket}, 'lost', 'parked', 'r', 3, 2);
    UPDATE ledger SET accepted = 5, delivered = 1, dead = 1, expired = 1`);
  const event = database.prepare(
    `INSERT INTO events (bucket, customer, seq, id, endpoint_id, class, priority, kind, message_id, order_key,
       accepted_at, turn, status, settled_at, draft_type, draft, decisions)
     VALUES (?, 'lost', ?, ?, 'door', 'edge', 1, 'ChangeReport', ?, ?, ?, ?, ?, ?, 'message', '{"type":"message","message":{}}', '')`,
  );
  for (const [index, status] of STATUSES.entries()) {
    const [seq, pending] = [index + 1, status === 'pending'];
    event.run(bucket, seq, idOf(seq), `m-${seq}`, `door-${seq}`, AT, pending ? 1 : 0, status, pending ? null : AT);
  }
}

async function makeVersion2(context: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-upgrade-'));
  context.after(() => rm(directory, { recursive: true }));
  const database = new DatabaseSync(join(directory, SHARD_FILE));
  writeVersion2(database);
  database.close();
  return directory;
}

test('openSqliteStore() brings a file of version 2 to the tables that a new file has', async context => {
  const directory = await makeVersion2(context);
  await (await openSqliteStore({ directory })).close();
  const upgraded = new DatabaseSync(join(directory, SHARD_FILE));
  const fresh = new DatabaseSync(':memory:');
  fresh.exec(SCHEMA);
  assert.equal(upgraded.prepare('PRAGMA user_version').get()?.user_version, SCHEMA_VERSION);
  assert.deepEqual(describeTables(upgraded), describeTables(fresh));
  assert.equal(upgraded.prepare('PRAGMA integrity_check').get()?.integrity_check, 'ok');
  upgraded.close();
  fresh.close();
});

test('openSqliteStore() keeps what a file of version 2 holds, lists what was given up, and works on', async context => {
  const store = await openSqliteStore({ directory: await makeVersion2(context) });
  const ids = async (status: 'dead' | 'expired' | 'dropped' | 'parked'): Promise<readonly string[]> =>
    (await store.listTroubled({ status, limit: 9 })).map(({ id }) => id);
  assert.deepEqual(await ids('dead'), [idOf(1)]);
  assert.deepEqual(await ids('expired'), [idOf(4)]);
  assert.deepEqual(await ids('parked'), [idOf(2), idOf(5)]);
  assert.equal('trace' in ((await store.readEvent(idOf(2))) ?? {}), false);
  const ended = { delivered: 1, dead: 1, expired: 1, coalesced: 0 };
  assert.deepEqual(await store.readLedger(), { accepted: 5, pending: 0, parked: 2, dropped: 0, ...ended });
  assert.deepEqual(await store.dropLane({ customer: 'lost', at: AT, why: 'Given up' }), { events: 2 });
  assert.deepEqual(await ids('dropped'), [idOf(2), idOf(5)]);
  assert.equal(await store.readDirective('t'), undefined);
  await store.close();
});
