import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { createRecordingLog, type RecordingLog } from '@gatehouse/testing';
import { createSqliteStateStore } from './sqlite-state-store.ts';
import type { StateStore } from './state-store.ts';
import { TABLES } from './store-schema.ts';

async function makeDirectory(context: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-gateway-'));
  context.after(() => rm(directory, { recursive: true }));
  return directory;
}

async function open(
  context: TestContext,
  directory: string,
  log: RecordingLog = createRecordingLog(),
): Promise<StateStore> {
  const store = createSqliteStateStore({ directory, log });
  context.after(() => store.close());
  await store.open();
  return store;
}

async function contentOf(directory: string): Promise<readonly string[]> {
  const store = createSqliteStateStore({ directory, log: createRecordingLog() });
  const records = await store.open();
  await store.close();
  return records.map(({ kind, key, value }) => `${kind} ${key} ${JSON.stringify(value)}`);
}

/** Makes every write fail that holds a customer called poison, as a full disk does. */
async function poison(context: TestContext, directory: string): Promise<void> {
  await (await open(context, directory)).close();
  const database = new DatabaseSync(join(directory, TABLES.file));
  database.exec(`CREATE TRIGGER poison BEFORE INSERT ON records WHEN NEW.key = 'poison'
    BEGIN SELECT RAISE(ROLLBACK, 'database or disk is full'); END`);
  database.close();
}

test('open() gives back what was kept, in the order in which it was first kept, and the journal last', async context => {
  const directory = join(await makeDirectory(context), 'deeper');
  const store = await open(context, directory);
  store.keep('journal', '9', { id: 'entry-9' });
  store.keep('journal', '10', { id: 'entry-10' });
  store.keep('customer', 'b', { n: 1 });
  store.keep('customer', 'a', { n: 1 });
  await store.untilDurable();
  store.keep('customer', 'b', { n: 2 });
  store.keep('customer', 'gone', {});
  store.keep('customer', 'gone', undefined);
  store.keep('journal', '9', undefined);
  await store.close();
  assert.deepEqual(await contentOf(directory), [
    'customer b {"n":2}',
    'customer a {"n":1}',
    'journal 10 {"id":"entry-10"}',
  ]);
  assert.equal((await stat(join(directory, TABLES.file))).mode & 0o777, 0o600);
});

test('untilDurable() resolves once what was kept before it is in the file, and is undefined when nothing waits', async context => {
  const directory = await makeDirectory(context);
  const store = await open(context, directory);
  assert.equal(store.untilDurable(), undefined);
  store.keep('customer', 'a', {});
  const durable = store.untilDurable();
  assert.ok(durable !== undefined);
  await durable;
  assert.equal(store.untilDurable(), undefined);
  await store.close();
});

test('replace() puts records in the place of everything, also of what waits', async context => {
  const directory = await makeDirectory(context);
  const store = await open(context, directory);
  store.keep('customer', 'a', {});
  store.keep('journal', '1', {});
  await store.untilDurable();
  store.keep('customer', 'b', {});
  store.replace([{ kind: 'customer', key: 'c', value: {} }]);
  await store.untilDurable();
  await store.close();
  assert.deepEqual(await contentOf(directory), ['customer c {}']);
});

test('open() rejects with store-locked while another store has the directory', async context => {
  const directory = await makeDirectory(context);
  const store = await open(context, directory);
  await assert.rejects(open(context, directory), { code: 'store-locked', message: /held by another process/ });
  await store.close();
  await (await open(context, directory)).close();
});

test('untilDurable() rejects while writing fails, and nothing is lost once it does not', async context => {
  const directory = await makeDirectory(context);
  await poison(context, directory);
  const log = createRecordingLog();
  const store = await open(context, directory, log);
  store.keep('customer', 'first', {});
  store.keep('customer', 'poison', {});
  for (const key of ['second', 'third']) {
    await assert.rejects(async () => store.untilDurable(), { code: 'store-failed', message: /full/ });
    store.keep('customer', key, {});
  }
  assert.deepEqual(
    log.lines.filter(({ level }) => level === 'error').map(({ message }) => message),
    ['Writing the state failed; nothing is acknowledged meanwhile'],
  );
  store.keep('customer', 'poison', undefined);
  await assert.rejects(async () => store.untilDurable(), 'What failed is tried again first');
  await store.untilDurable();
  await store.close();
  assert.deepEqual(await contentOf(directory), ['customer first {}', 'customer second {}', 'customer third {}']);
});

test('close() does nothing before opening and when it is called again', async context => {
  const directory = await makeDirectory(context);
  const store = createSqliteStateStore({ directory, log: createRecordingLog() });
  await store.close();
  await store.open();
  await store.close();
  await store.close();
});
