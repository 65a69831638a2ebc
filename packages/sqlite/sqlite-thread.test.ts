import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SqliteThread } from './sqlite-thread.ts';

const PLACE = { memory: true } as const;

interface Shelf {
  count(): number;
  list(): readonly string[];
}

/** A program for a thread that opens, and then does what `onMessage` says. */
function entryOf(onMessage: string): URL {
  const program = `
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', message => { ${onMessage} });
    parentPort.postMessage({ type: 'opened', description: { kind: 'memory', version: '0', synchronous: 'memory' } });`;
  return new URL(`data:text/javascript,${encodeURIComponent(program)}`);
}

test('call() rejects everything that waits and everything later when the thread fails', async () => {
  const thread = new SqliteThread<Shelf>({ place: PLACE, entry: entryOf(`throw new Error('out of paper')`) });
  await thread.open();
  const calls = [thread.call('list'), thread.call('count')];
  for (const call of calls) await assert.rejects(call, { code: 'store-failed', message: /out of paper/ });
  await assert.rejects(thread.call('list'), { code: 'store-failed' });
  await thread.close();
  await assert.rejects(thread.call('list'), { code: 'store-closed' });
});

test('call() rejects when the thread ends without a word', async () => {
  const thread = new SqliteThread<Shelf>({ place: PLACE, entry: entryOf('process.exit(0)') });
  await thread.open();
  await assert.rejects(thread.call('list'), { code: 'store-failed', message: /ended before it answered/ });
  await thread.close();
});

test('open() rejects with what the thread found', async () => {
  const entry = new URL(`data:text/javascript,throw new Error('no such machine')`);
  const thread = new SqliteThread<Shelf>({ place: PLACE, entry });
  await assert.rejects(thread.open(), { code: 'store-failed', message: /no such machine/ });
});

test('call() sends the calls of one turn in one message', async () => {
  const answer = `
    if (message.type === 'close') process.exit(0);
    const replies = message.requests.map(({ id }) => ({ id, value: message.requests.length }));
    parentPort.postMessage({ type: 'replies', replies });`;
  const thread = new SqliteThread<Shelf>({ place: PLACE, entry: entryOf(answer) });
  await thread.open();
  const counts = await Promise.all([1, 2, 3].map(() => thread.call('count')));
  assert.deepEqual(counts, [3, 3, 3]);
  await thread.close();
});
