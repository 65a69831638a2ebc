import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRecordingLog, createSeededRandom, createVirtualClock } from '@gatehouse/testing';
import { createUpkeep } from './upkeep.ts';

test('createUpkeep() sweeps and deletes in batches until nothing is left, by the times that are configured', async () => {
  const clock = createVirtualClock();
  const left = { expired: 1_200, events: 700, keys: 10, directives: 1_010 };
  const retirements: { settledBefore: number; idempotencyBefore: number; deadlineBefore: number; now: number }[] = [];
  const take = (name: keyof typeof left, limit: number): number => {
    const taken = Math.min(limit, left[name]);
    left[name] -= taken;
    return taken;
  };
  const upkeep = createUpkeep({
    store: {
      sweepExpired: async ({ limit }) => take('expired', limit),
      retire: async ({ limit, ...times }) => {
        retirements.push({ ...times, now: clock.now() });
        return {
          events: take('events', limit),
          keys: take('keys', limit),
          directives: take('directives', limit),
        };
      },
    },
    config: { settledMs: 5_000, idempotencyMs: 2_000, everyMs: 1_000 },
    clock,
    random: createSeededRandom(1),
    log: createRecordingLog(),
  });
  upkeep.start();
  await clock.advance(1_500);
  assert.deepEqual(left, { expired: 0, events: 0, keys: 0, directives: 0 });
  for (const { now, settledBefore, idempotencyBefore, deadlineBefore } of retirements) {
    assert.deepEqual([now - settledBefore, now - idempotencyBefore, now - deadlineBefore], [5_000, 2_000, 600_000]);
  }
  await upkeep.stop();
  assert.deepEqual(clock.pending(), []);
});

test('createUpkeep() goes on as long as all stores together have as much as a batch', async () => {
  const clock = createVirtualClock();
  const calls = { swept: 0, retired: 0 };
  const upkeep = createUpkeep({
    store: {
      sweepExpired: async ({ limit }) => (++calls.swept < 3 ? limit + 1 : 0),
      retire: async ({ limit }) => ({ events: 0, keys: 0, directives: ++calls.retired < 4 ? limit + 7 : 3 }),
    },
    config: { settledMs: 5_000, idempotencyMs: 2_000, everyMs: 1_000 },
    ...{ clock, random: createSeededRandom(1), log: createRecordingLog() },
  });
  upkeep.start();
  await clock.advance(1_000);
  await upkeep.stop();
  assert.deepEqual(calls, { swept: 3, retired: 4 });
});

test('createUpkeep() begins no further batch once it is stopped', async () => {
  const clock = createVirtualClock();
  let batches = 0;
  const upkeep = createUpkeep({
    store: {
      sweepExpired: async ({ limit }) => {
        batches += 1;
        void upkeep.stop();
        return limit;
      },
      retire: () => assert.fail('nothing is deleted any more'),
    },
    config: { settledMs: 5_000, idempotencyMs: 2_000, everyMs: 1_000 },
    clock,
    random: createSeededRandom(1),
    log: createRecordingLog(),
  });
  upkeep.start();
  await clock.advance(10_000);
  await upkeep.stop();
  assert.equal(batches, 1);
});
