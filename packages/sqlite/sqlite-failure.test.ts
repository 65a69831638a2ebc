import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { failureOf } from './sqlite-failure.ts';

/** An error as node:sqlite throws it, with an extended result code. */
function sqliteError(errcode: number, message: string): Error {
  return Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR', errcode });
}

test('failureOf() calls a database that may not grow full', () => {
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE a (b); PRAGMA max_page_count = 2');
  assert.throws(
    () => database.exec(`INSERT INTO a VALUES ('${'x'.repeat(10_000)}')`),
    error => {
      const { code, message } = failureOf(error, 'Adding a row');
      assert.equal(code, 'store-full');
      assert.equal(message, 'Adding a row found no room on the disk: database or disk is full');
      return true;
    },
  );
  database.close();
});

for (const [what, error] of [
  ['a write that the disk refused, as over a quota or a limit of the file', sqliteError(778, 'disk I/O error')],
  ['an index of the log that could not grow', sqliteError(4874, 'disk I/O error')],
  ['a file that could not be made for lack of room', Object.assign(new Error('no space left'), { code: 'ENOSPC' })],
  ['a file that could not be made over a quota', Object.assign(new Error('quota exceeded'), { code: 'EDQUOT' })],
] as const) {
  test(`failureOf() answers store-full for ${what}`, () => {
    assert.equal(failureOf(error, 'Writing').code, 'store-full');
  });
}

test('failureOf() answers store-locked for a file in other hands, and store-failed for everything else', () => {
  assert.equal(failureOf(sqliteError(261, 'database is locked'), 'Writing').code, 'store-locked');
  for (const error of [sqliteError(1034, 'disk I/O error'), sqliteError(1, 'no such table'), new Error('no'), 'no']) {
    assert.equal(failureOf(error, 'Writing').code, 'store-failed');
  }
});
