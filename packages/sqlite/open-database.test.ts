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
