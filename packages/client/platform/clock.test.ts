import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../test/manual-clock.ts';
import { sleep } from './clock.ts';

test('sleep() resolves when the delay has passed, and not before', async () => {
  const clock = createManualClock();
  let awake = false;
  const slept = sleep(clock, 1000).then(() => {
    awake = true;
  });
  clock.advance(999);
  await Promise.resolve();
  assert.equal(awake, false);
  clock.advance(1);
  await slept;
  assert.equal(clock.pending(), 0);
});

test('sleep() resolves early and leaves no timer when the signal aborts', async () => {
  const clock = createManualClock();
  const controller = new AbortController();
  const slept = sleep(clock, 1000, controller.signal);
  assert.equal(clock.pending(), 1);
  controller.abort();
  await slept;
  assert.equal(clock.pending(), 0);
});

test('sleep() sets no timer when the signal was aborted before', async () => {
  const clock = createManualClock();
  await sleep(clock, 1000, AbortSignal.abort());
  assert.equal(clock.pending(), 0);
});

test('sleep() does nothing more when the signal aborts after the end', async () => {
  const clock = createManualClock();
  const controller = new AbortController();
  const slept = sleep(clock, 10, controller.signal);
  clock.advance(10);
  await slept;
  controller.abort();
  assert.equal(clock.pending(), 0);
});
