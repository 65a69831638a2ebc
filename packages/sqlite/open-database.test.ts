import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openSqliteDatabase, type SqliteTables } from './open-database.ts';

const tables: SqliteTables = {
  file: 'books.sqlite',
  schema:
    'CREATE TABLE books (id INTEGER PRIMARY KEY) STRICT; CREATE TABLE opened (times INTEGER); INSERT INTO opened VALUES (0);',
  version: 3,
  prepare: 'UPDATE opened SET times = times + 1;',
};

async function makeDirectory(context: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-sqlite-'));
  context.after(() => rm(directory, { recursive: true }));
  return directory;
}

test('openSqliteDatabase() makes directory, file and tables once, and prepares them at each opening', async context => {
  const directory = join(await makeDirectory(context), 'deeper');
  for (const times of [1, 2]) {
    const opening = openSqliteDatabase({ directory }, tables);
    assert.equal(opening.type, 'opened');
    assert.deepEqual([opening.description.kind, opening.description.synchronous], ['sqlite', 'full']);
    assert.equal(opening.database.prepare('SELECT times FROM opened').get()?.times, times);
    opening.database.close();
  }
  assert.equal((await stat(join(directory, 'books.sqlite'))).mode & 0o777, 0o600);
  assert.equal((await stat(directory)).mode & 0o777, 0o700);
});

test('openSqliteDatabase() refuses tables of a later version with store-too-new', async context => {
  const directory = await makeDirectory(context);
  const opening = openSqliteDatabase({ directory }, tables);
  if (opening.type === 'opened') opening.database.close();
  const older = openSqliteDatabase({ directory }, { ...tables, version: 2 });
  assert.equal(older.type === 'refused' && older.failure.code, 'store-too-new');
});

const upgraded: SqliteTables = {
  ...tables,
  version: 5,
  upgrades: ['', '', 'ALTER TABLE books ADD COLUMN title TEXT;', 'ALTER TABLE books ADD COLUMN year INTEGER;'],
};

test('openSqliteDatabase() brings older tables up, version by version, and once', async context => {
  const directory = await makeDirectory(context);
  const older = openSqliteDatabase({ directory }, tables);
  if (older.type === 'opened') older.database.close();
  for (const times of [2, 3]) {
    const opening = openSqliteDatabase({ directory }, upgraded);
    assert.equal(opening.type, 'opened');
    const { database } = opening;
    assert.equal(database.prepare('PRAGMA user_version').get()?.user_version, 5);
    assert.equal(database.prepare('SELECT times FROM opened').get()?.times, times);
    assert.deepEqual(database.prepare('SELECT title, year FROM books').all(), []);
    database.close();
  }
});

test('openSqliteDatabase() leaves a file as it is when bringing it up fails, and goes on from there', async context => {
  const directory = await makeDirectory(context);
  const older = openSqliteDatabase({ directory }, tables);
  if (older.type === 'opened') older.database.close();
  const upgrades = [
    ...(upgraded.upgrades ?? []).slice(0, 3),
    'ALTER TABLE books ADD COLUMN year INTEGER; INSERT INTO missing VALUES (1);',
  ];
  assert.throws(() => openSqliteDatabase({ directory }, { ...upgraded, upgrades }), /missing/);
  const opening = openSqliteDatabase({ directory }, upgraded);
  assert.equal(opening.type, 'opened');
  assert.equal(opening.database.prepare('PRAGMA user_version').get()?.user_version, 5);
  opening.database.close();
});

test('openSqliteDatabase() refuses older tables that nothing leads on from', async context => {
  const directory = await makeDirectory(context);
  const older = openSqliteDatabase({ directory }, tables);
  if (older.type === 'opened') older.database.close();
  const opening = openSqliteDatabase({ directory }, { ...upgraded, upgrades: upgraded.upgrades?.slice(0, 3) ?? [] });
  assert.equal(opening.type === 'refused' && opening.failure.code, 'store-failed');
  assert.match(opening.type === 'refused' ? opening.failure.message : '', /version 4.*version 5/);
});
