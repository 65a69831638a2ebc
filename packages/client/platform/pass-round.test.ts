import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passRound } from './pass-round.ts';

test('passRound() resolves after every promise chain that can go on has ended', async () => {
  let steps = 0;
  const walk = async (): Promise<void> => {
    for (; steps < 100; steps++) await Promise.resolve();
  };
  void walk();
  assert.ok(steps < 100);
  await passRound();
  assert.equal(steps, 100);
});

test('passRound() lets a callback that is due run', async () => {
  let ran = false;
  setImmediate(() => {
    ran = true;
  });
  await passRound();
  assert.ok(ran);
});
