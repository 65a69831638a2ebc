import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sleep } from './clock.ts';
import { createSystemClock } from './system-clock.ts';

/** The longest delay that Node's timers take. */
const LONGEST_MS = 2 ** 31 - 1;

test('now() is the wall clock in milliseconds since the epoch', () => {
  const before = Date.now();
  const now = createSystemClock().now();
  assert.ok(now >= before && now <= Date.now());
});

test('monotonic() never goes back', () => {
  const clock = createSystemClock();
  const first = clock.monotonic();
  assert.ok(clock.monotonic() >= first);
});

test('setTimer() calls back once, after setTimer() has returned', async () => {
  const clock = createSystemClock();
  let calls = 0;
  clock.setTimer(-5, () => {
    calls += 1;
  });
  assert.equal(calls, 0);
  await sleep(clock, 20);
  assert.equal(calls, 1);
});

test('setTimer() does not call back when it was cancelled, however often', async () => {
  const clock = createSystemClock();
  let calls = 0;
  const timer = clock.setTimer(1, () => {
    calls += 1;
  });
  timer.cancel();
  timer.cancel();
  await sleep(clock, 10);
  assert.equal(calls, 0);
});

test('setTimer() waits out a delay beyond the longest that Node takes', t => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let calls = 0;
  createSystemClock().setTimer(2 * LONGEST_MS + 500, () => {
    calls += 1;
  });
  t.mock.timers.tick(LONGEST_MS);
  t.mock.timers.tick(LONGEST_MS);
  t.mock.timers.tick(499);
  assert.equal(calls, 0);
  t.mock.timers.tick(1);
  assert.equal(calls, 1);
});

test('setTimer() can be cancelled in a later part of a long delay', t => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let calls = 0;
  const timer = createSystemClock().setTimer(2 * LONGEST_MS, () => {
    calls += 1;
  });
  t.mock.timers.tick(LONGEST_MS);
  timer.cancel();
  t.mock.timers.tick(LONGEST_MS);
  assert.equal(calls, 0);
});
