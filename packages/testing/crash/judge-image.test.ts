import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { openSqliteStore } from '@gatehouse/relay/store';
import type { Acknowledged } from './acknowledged.ts';
import type { DiskImage } from './disk-state.ts';
import { judgeImages } from './image-bench.ts';
import { readImage, writeImage } from './image-files.ts';
import { type ImageVerdict, judgeImage } from './judge-image.ts';
import { STORE_FOLDER } from './record-lives.ts';

const customer = 'customer-1';
const acknowledged: readonly Acknowledged[] = [{ type: 'grant', customer, number: 3 }];
const FILE = 'shard-0.sqlite';

async function makeDirectory(t: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-image-'));
  t.after(() => rm(directory, { recursive: true }));
  return directory;
}

/** The files of a store after a good end that holds what is acknowledged. */
async function makeImage(t: TestContext): Promise<DiskImage> {
  const directory = await makeDirectory(t);
  const store = await openSqliteStore({ directory });
  await store.putGrant({ customer, tokens: '3', expiresAt: 1, at: 1, dueAt: 1 });
  await store.close();
  return readImage(directory);
}

async function judge(t: TestContext, image: DiskImage): Promise<ImageVerdict> {
  const directory = await makeDirectory(t);
  writeImage(directory, image);
  return judgeImage(directory, acknowledged);
}

test('judgeImage() keeps an image that has everything', async t => {
  assert.deepEqual(await judge(t, await makeImage(t)), { type: 'kept' });
});

test('judgeImage() misses what an empty disk does not have', async t => {
  const verdict = await judge(t, new Map());
  assert.deepEqual(verdict, { type: 'lost', what: [`grant of ${customer}: written as 3, and is not there`] });
});

test('judgeImage() calls an image malformed that SQLite cannot read, or not all of', async t => {
  const image = await makeImage(t);
  const bytes = image.get(FILE);
  assert.ok(bytes);
  const noFile = Uint8Array.from(bytes).fill(1, 0, 100);
  assert.equal((await judge(t, new Map([[FILE, noFile]]))).type, 'malformed');
  for (const page of [1, 2]) {
    const torn = Uint8Array.from(bytes).fill(0xa5, page * 4096, page * 4096 + 64);
    assert.equal((await judge(t, new Map([[FILE, torn]]))).type, 'malformed', `page ${page}`);
  }
});

test('judgeImage() calls an image malformed whose ledger does not balance', async t => {
  const directory = await makeDirectory(t);
  writeImage(directory, await makeImage(t));
  const database = new DatabaseSync(join(directory, FILE));
  database.exec('UPDATE ledger SET accepted = accepted + 1');
  database.close();
  const verdict = await judgeImage(directory, acknowledged);
  assert.deepEqual(verdict, { type: 'malformed', why: 'The ledger has 1 accepted events and 0 endings' });
});

test('judgeImages() judges each image once, on several threads', async t => {
  const directory = await makeDirectory(t);
  const whole = new Map([...(await makeImage(t))].map(([path, bytes]) => [join(STORE_FOLDER, path), bytes]));
  const tasks = [whole, new Map(), whole, new Map(), whole].map(image => ({ image, acknowledged }));
  const verdicts = new Map<unknown, string>();
  const onVerdict = (task: unknown, { type }: ImageVerdict): void => void verdicts.set(task, type);
  await judgeImages(tasks, { directory, threads: 2, onVerdict });
  assert.deepEqual(
    tasks.map(task => verdicts.get(task)),
    ['kept', 'lost', 'kept', 'lost', 'kept'],
  );
  assert.deepEqual((await readdir(directory)).sort(), ['image-0', 'image-1']);
});
