import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { GroupCommit } from './group-commit.ts';
import { Query } from './query.ts';
import type { ThreadRequest } from './thread-message.ts';

interface Shelf {
  put(book: { id: number; text?: string }): number;
  count(): number;
}

function open(): { database: DatabaseSync; group: GroupCommit<Shelf> } {
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE books (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT');
  const insert = new Query(database, 'INSERT INTO books VALUES (?, ?)');
  const count = new Query<{ n: number }>(database, 'SELECT count(*) AS n FROM books');
  const shelf: Shelf = {
    put: ({ id, text = '' }) => insert.run(id, text),
    count: () => count.one()?.n ?? 0,
  };
  return { database, group: new GroupCommit(database, shelf) };
}

function put(id: number, book: number, text?: string): ThreadRequest {
  return { id, method: 'put', argument: { id: book, ...(text !== undefined && { text }) } };
}

const COUNT: ThreadRequest = { id: 99, method: 'count', argument: undefined };

test('run() undoes a request that fails and keeps the others of its transaction', () => {
  const { database, group } = open();
  const replies = group.run([put(1, 1), put(2, 1), put(3, 3)]);
  assert.deepEqual(
    replies.map(({ id, value, failure }) => [id, value ?? failure?.code]),
    [
      [1, 1],
      [2, 'store-failed'],
      [3, 1],
    ],
  );
  assert.equal(group.run([COUNT])[0]?.value, 2);
  database.close();
});

test('run() fails every request of the group when the disk is full, and works again when it is not', () => {
  const { database, group } = open();
  group.run([put(1, 1)]);
  database.exec(`PRAGMA max_page_count = ${Number(database.prepare('PRAGMA page_count').get()?.page_count)}`);
  const big = 'x'.repeat(100_000);
  const replies = group.run([put(2, 2, big), put(3, 3, big)]);
  for (const { failure } of replies) assert.match(failure?.message ?? '', /full/);
  assert.equal(database.isTransaction, false);
  database.exec('PRAGMA max_page_count = 1000000');
  assert.equal(group.run([put(2, 2, big)])[0]?.value, 1);
  database.close();
});

test('run() answers after the commit and fails all when it cannot commit', () => {
  const { database, group } = open();
  database.exec('PRAGMA foreign_keys = ON; CREATE TABLE a (id INTEGER PRIMARY KEY)');
  database.exec('CREATE TABLE b (a INTEGER REFERENCES a (id) DEFERRABLE INITIALLY DEFERRED)');
  database.exec('CREATE TRIGGER broken AFTER INSERT ON books BEGIN INSERT INTO b VALUES (7); END');
  const replies = group.run([put(1, 1), put(2, 2)]);
  assert.deepEqual(
    replies.map(({ failure }) => failure?.code),
    ['store-failed', 'store-failed'],
  );
  assert.equal(group.run([COUNT])[0]?.value, 0);
  database.close();
});
