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

/** The tables of version 1, as its release made them. */
const VERSION_1 = `
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
  tokens TEXT NOT NULL, expires_at INTEGER NOT NULL,
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
  PRIMARY KEY (bucket, customer)
) STRICT, WITHOUT ROWID;
CREATE INDEX lanes_claim ON lanes (claim_at) WHERE claim_at IS NOT NULL;
CREATE INDEX lanes_parked ON lanes (bucket, customer) WHERE state = 'parked';

CREATE TABLE events (
  bucket INTEGER NOT NULL, customer TEXT NOT NULL, seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL, endpoint_id TEXT, class TEXT NOT NULL, priority INTEGER NOT NULL, kind TEXT NOT NULL,
  message_id TEXT NOT NULL, order_key TEXT NOT NULL, accepted_at INTEGER NOT NULL, expires_at INTEGER,
  turn INTEGER NOT NULL, claimed_epoch INTEGER NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0,
  status TEXT NOT NULL DEFAULT 'pending', settled_at INTEGER,
  draft_type TEXT NOT NULL, draft TEXT NOT NULL,
  attempts TEXT NOT NULL DEFAULT '', decisions TEXT NOT NULL DEFAULT ''
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
  dead INTEGER NOT NULL DEFAULT 0, dropped INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO ledger (bucket) VALUES (0);
`;

interface OldEvent {
  readonly customer: string;
  readonly class: string;
  readonly status: string;
  readonly expiresAt?: number;
}

const EVENTS: readonly OldEvent[] = [
  { customer: 'linked', class: 'level', status: 'pending' },
  { customer: 'linked', class: 'edge', status: 'pending', expiresAt: AT + 10 },
  { customer: 'linked', class: 'edge', status: 'delivered' },
  { customer: 'lost', class: 'edge', status: 'pending', expiresAt: AT + 10 },
  { customer: 'lost', class: 'edge', status: 'pending' },
  { customer: 'lost', class: 'catalogue', status: 'dead' },
];

function idOf(seq: number): string {
  return encodeEventId(EVENTS[seq - 1]?.customer ?? '', `00000000-0000-4000-8000-${String(seq).padStart(12, '0')}`);
}

/** A file of version 1: a customer who is linked, one whose link was lost, one without anything; a lane held by a runner. */
function writeVersion1(database: DatabaseSync): void {
  database.exec(`${VERSION_1} PRAGMA user_version = 1`);
  const customer = database.prepare(
    'INSERT INTO customers (bucket, customer, generation, link_state, link_since) VALUES (?, ?, 1, ?, ?)',
  );
  const lane = database.prepare(
    'INSERT INTO lanes (bucket, customer, state, epoch, owner, lease_until) VALUES (?, ?, ?, 3, ?, ?)',
  );
  for (const [name, link, state, owner] of [
    ['linked', 'active', 'due', 'runner'],
    ['lost', 'lost', 'parked', null],
    ['quiet', 'none', 'idle', null],
  ] as const) {
    customer.run(bucketOf(name), name, link, AT);
    lane.run(bucketOf(name), name, state, owner, owner && AT + 1000);
  }
  database.prepare('INSERT INTO grants VALUES (?, ?, ?, ?)').run(bucketOf('linked'), 'linked', 'sealed', AT);
  const event = database.prepare(
    `INSERT INTO events (bucket, customer, seq, id, endpoint_id, class, priority, kind, message_id, order_key,
       accepted_at, expires_at, turn, status, settled_at, draft_type, draft)
     VALUES (?, ?, ?, ?, ?, ?, 1, 'ChangeReport', ?, ?, ?, ?, ?, ?, ?, 'message', '{"type":"message","message":{}}')`,
  );
  for (const [index, { customer: owner, class: eventClass, status, expiresAt }] of EVENTS.entries()) {
    const [seq, endpoint, pending] = [index + 1, `lamp-${index}`, status === 'pending'];
    const told = [AT + index, expiresAt ?? null, pending ? 1 : 0, status, pending ? null : AT + index];
    event.run(bucketOf(owner), owner, seq, idOf(seq), endpoint, eventClass, `m-${seq}`, endpoint, ...told);
  }
  database.exec('UPDATE ledger SET accepted = 6, delivered = 1, dead = 1');
  database.exec(`INSERT INTO shadows VALUES (${bucketOf('linked')}, 'linked', 'lamp-7', 1, 1);
    INSERT INTO properties VALUES (${bucketOf('linked')}, 'linked', 'lamp-7', 'N', 'p', '', 'level', '1', ${AT}, 0, '2', ${AT}, 0);
    INSERT INTO idempotency VALUES (${bucketOf('linked')}, 'linked', 'key', 'f', 'answer', ${AT})`);
}

async function makeVersion1(context: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-upgrade-'));
  context.after(() => rm(directory, { recursive: true }));
  const database = new DatabaseSync(join(directory, SHARD_FILE));
  writeVersion1(database);
  database.close();
  return directory;
}

test('openSqliteStore() brings a file of version 1 to the tables that a new file has', async context => {
  const directory = await makeVersion1(context);
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

test('openSqliteStore() keeps what a file of version 1 holds and counts it', async context => {
  const store = await openSqliteStore({ directory: await makeVersion1(context) });
  assert.deepEqual(await store.readBacklog(), {
    pending: { level: 1, edge: 3, reply: 0, catalogue: 0, notice: 0 },
    oldestAcceptedAt: { level: AT, edge: AT + 1 },
    lanes: { idle: 1, due: 1, held: 0, parked: 1 },
    customers: { none: 1, active: 1, lost: 1, disabled: 0, 'stage-changed': 0, 'account-not-found': 0 },
  });
  const endings = { delivered: 1, dead: 1, coalesced: 0, expired: 0, dropped: 0 };
  assert.deepEqual(await store.readLedger(), { accepted: 6, pending: 2, parked: 2, ...endings });
  assert.deepEqual([await store.countPending('linked'), await store.countPending('lost')], [2, 2]);
  assert.equal((await store.readEvent(idOf(5)))?.status, 'parked');
  assert.equal((await store.readGrant('linked'))?.tokens, 'sealed');
  assert.deepEqual(await store.listDivergent({ limit: 9 }), { items: [{ customer: 'linked', endpointId: 'lamp-7' }] });
  await store.close();
});

test('openSqliteStore() works on with a file of version 1', async context => {
  const store = await openSqliteStore({ directory: await makeVersion1(context) });
  assert.equal(await store.sweepExpired({ now: AT + 10, limit: 9 }), 2);
  assert.deepEqual(
    await store.retire({ settledBefore: AT + 6, idempotencyBefore: AT + 1, deadlineBefore: AT, limit: 9 }),
    {
      events: 2,
      keys: 1,
      directives: 0,
    },
  );
  const claim = { owner: 'o', now: AT + 10, leaseUntil: AT + 20, lanes: 4, events: 4 };
  assert.deepEqual(
    (await store.claimLanes(claim)).map(lane => [lane.customer, lane.events.map(({ id }) => id)]),
    [['linked', [idOf(1)]]],
  );
  assert.deepEqual(await store.resumeLane({ customer: 'lost', at: AT }), { events: 1 });
  const { accepted, pending, parked, expired } = await store.readLedger();
  assert.deepEqual([accepted, pending, parked, expired], [6, 2, 0, 2]);
  await store.close();
});
