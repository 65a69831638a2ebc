import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { GroupCommit } from './group-commit.ts';
import { SCHEMA } from './sqlite-schema.ts';
import type { EncodedEvent, EncodedIntake, ThreadRequest } from './thread-message.ts';
import { createThreadMethods } from './thread-methods.ts';

function open(): { database: DatabaseSync; group: GroupCommit } {
  const database = new DatabaseSync(':memory:');
  database.exec(SCHEMA);
  return { database, group: new GroupCommit(database, createThreadMethods(database)) };
}

function acceptOf(id: number, event: Partial<EncodedEvent> = {}): ThreadRequest {
  const draft = { draftType: 'message', draft: '{}' } as const;
  const common = {
    class: 'edge',
    kind: 'ChangeReport',
    orderKey: 'lamp-1',
    endpointId: 'lamp-1',
    expiresAt: null,
  } as const;
  const events = [{ id: `evt_${id}`, messageId: `message-${id}`, ...common, ...draft, ...event }];
  const argument: EncodedIntake = { customer: 'customer', at: 1, shadows: [], events };
  return { id, method: 'accept', argument };
}

const COMMITTED = { type: 'committed' };

test('run() undoes a request that fails and keeps the others of its transaction', () => {
  const { database, group } = open();
  const replies = group.run([acceptOf(1), acceptOf(2, { id: 'evt_1' }), acceptOf(3)]);
  assert.deepEqual(
    replies.map(({ id, value, failure }) => [id, value ?? failure?.code]),
    [
      [1, COMMITTED],
      [2, 'store-failed'],
      [3, COMMITTED],
    ],
  );
  const [ledger] = group.run([{ id: 4, method: 'readLedger', argument: undefined }]);
  assert.deepEqual(ledger?.value, {
    accepted: 2,
    pending: 2,
    parked: 0,
    delivered: 0,
    coalesced: 0,
    expired: 0,
    dead: 0,
    dropped: 0,
  });
  database.close();
});

test('run() fails every request of the group when the disk is full, and works again when it is not', () => {
  const { database, group } = open();
  group.run([acceptOf(1)]);
  database.exec(`PRAGMA max_page_count = ${Number(database.prepare('PRAGMA page_count').get()?.page_count)}`);
  const big = JSON.stringify('x'.repeat(100_000));
  const replies = group.run([acceptOf(2, { draft: big }), acceptOf(3, { draft: big })]);
  for (const { failure } of replies) assert.match(failure?.message ?? '', /full/);
  assert.equal(database.isTransaction, false);
  database.exec('PRAGMA max_page_count = 1000000');
  const [reply] = group.run([acceptOf(2, { draft: big })]);
  assert.deepEqual(reply?.value, COMMITTED);
  database.close();
});

test('run() answers after the commit and fails all when it cannot commit', () => {
  const { database, group } = open();
  database.exec('PRAGMA foreign_keys = ON; CREATE TABLE a (id INTEGER PRIMARY KEY)');
  database.exec('CREATE TABLE b (a INTEGER REFERENCES a (id) DEFERRABLE INITIALLY DEFERRED)');
  database.exec('CREATE TRIGGER broken AFTER INSERT ON events BEGIN INSERT INTO b VALUES (7); END');
  const replies = group.run([acceptOf(1), acceptOf(2)]);
  assert.deepEqual(
    replies.map(({ failure }) => failure?.code),
    ['store-failed', 'store-failed'],
  );
  assert.equal(database.prepare('SELECT count(*) AS n FROM events').get()?.n, 0);
  database.close();
});
