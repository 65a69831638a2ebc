import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeyQueue } from './key-queue.ts';

const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

test('KeyQueue runs works of one key one after the other', async () => {
  const queue = new KeyQueue();
  const steps: string[] = [];
  const work = (name: string) => async () => {
    steps.push(`${name} begins`);
    await turn();
    steps.push(`${name} ends`);
  };
  await Promise.all([queue.run(['a'], work('1')), queue.run(['a', 'b'], work('2')), queue.run(['b'], work('3'))]);
  assert.deepEqual(steps, ['1 begins', '1 ends', '2 begins', '2 ends', '3 begins', '3 ends']);
});

test('KeyQueue runs works of different keys side by side', async () => {
  const queue = new KeyQueue();
  const gate = Promise.withResolvers<void>();
  const first = queue.run(['a'], () => gate.promise);
  assert.equal(await queue.run(['b'], async () => 'done'), 'done');
  gate.resolve();
  await first;
});

test('KeyQueue goes on when a work fails, and forgets keys that are free', async () => {
  const queue = new KeyQueue();
  const failing = queue.run(['a'], () => Promise.reject(new TypeError('no')));
  const next = queue.run(['a'], async () => 'next');
  await assert.rejects(failing, TypeError);
  assert.equal(await next, 'next');
  await turn();
  assert.equal(queue.size, 0);
});
