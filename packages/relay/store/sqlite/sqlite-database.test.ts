import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { SCHEMA_VERSION, SHARD_FILE } from './sqlite-schema.ts';
import { openSqliteStore } from './sqlite-store.ts';

async function makeDirectory(context: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-store-'));
  context.after(() => rm(directory, { recursive: true }));
  return directory;
}

test('openSqliteStore() makes the directory and files that only their owner reads', async context => {
  const directory = join(await makeDirectory(context), 'deeper', 'data');
  const store = await openSqliteStore({ directory });
  for (const file of [SHARD_FILE, `${SHARD_FILE}-wal`]) {
    assert.equal((await stat(join(directory, file))).mode & 0o777, 0o600, file);
  }
  assert.equal((await stat(directory)).mode & 0o777, 0o700);
  await store.close();
});

test('openSqliteStore() reads back that commits are synced', async context => {
  const store = await openSqliteStore({ directory: await makeDirectory(context) });
  const { version, ...description } = store.describe();
  assert.deepEqual(description, { kind: 'sqlite', synchronous: 'full' });
  assert.equal(version, new DatabaseSync(':memory:').prepare('SELECT sqlite_version() AS v').get()?.v);
  await store.close();
});

test('openSqliteStore() says that memory is not synced', async () => {
  const store = await openSqliteStore({ memory: true });
  assert.deepEqual([store.describe().kind, store.describe().synchronous], ['memory', 'memory']);
  await store.close();
});

test('openSqliteStore() rejects with store-locked while the file is held, and opens once it is not', async context => {
  const directory = await makeDirectory(context);
  const first = await openSqliteStore({ directory });
  const message = `Opening the store in ${directory} found the file held by another process`;
  await assert.rejects(openSqliteStore({ directory }), { code: 'store-locked', status: 500, message });
  await first.close();
  await (await openSqliteStore({ directory })).close();
});

test('openSqliteStore() rejects with store-failed and names the place when it can make no directory there', async context => {
  const inAFile = join(await makeDirectory(context), 'file');
  await writeFile(inAFile, '');
  const refusals = [inAFile, join(inAFile, 'deeper'), '/proc/gatehouse-store/deeper'].map(directory =>
    assert.rejects(openSqliteStore({ directory }), (error: Error & { code?: string }) => {
      assert.equal(error.code, 'store-failed');
      assert.ok(error.message.startsWith(`Opening the store in ${directory} failed`), error.message);
      return true;
    }),
  );
  await Promise.all(refusals);
});

test('openSqliteStore() rejects with store-too-new when the tables are of a later version', async context => {
  const directory = await makeDirectory(context);
  await (await openSqliteStore({ directory })).close();
  const database = new DatabaseSync(join(directory, SHARD_FILE));
  database.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
  database.close();
  const message = new RegExp(`version ${SCHEMA_VERSION + 1}.*up to ${SCHEMA_VERSION}`);
  await assert.rejects(openSqliteStore({ directory }), { code: 'store-too-new', message });
});

test('openSqliteStore() rejects with store-failed when the file is no database', async context => {
  const directory = await makeDirectory(context);
  await writeFile(join(directory, SHARD_FILE), 'x'.repeat(8192));
  await assert.rejects(openSqliteStore({ directory }), { code: 'store-failed', message: /not a database/ });
});

test('openSqliteStore() rejects with store-failed when the directory cannot be made', async context => {
  const directory = await makeDirectory(context);
  await writeFile(join(directory, 'taken'), '');
  await assert.rejects(openSqliteStore({ directory: join(directory, 'taken') }), { code: 'store-failed' });
});
