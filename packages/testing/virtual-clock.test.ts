import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MessageChannel } from 'node:worker_threads';
import { sleep } from '@gatehouse/client/platform';
import fc from 'fast-check';
import { createVirtualClock, VIRTUAL_START } from './virtual-clock.ts';

test('createVirtualClock() starts in 2026 with a monotonic clock of zero', () => {
  const clock = createVirtualClock();
  assert.equal(clock.now(), VIRTUAL_START);
  assert.equal(new Date(clock.now()).toISOString(), '2026-01-01T00:00:00.000Z');
  assert.equal(clock.monotonic(), 0);
});

test('advance() moves both clocks by exactly the duration when no timer waits', async () => {
  const clock = createVirtualClock(1000);
  await clock.advance(250);
  assert.equal(clock.now(), 1250);
  assert.equal(clock.monotonic(), 250);
});

test('advance() runs due timers by time, then by creation, each at its own time', async () => {
  const clock = createVirtualClock(0);
  const seen: string[] = [];
  for (const [name, delayMs] of [
    ['late', 30],
    ['first', 10],
    ['second', 10],
    ['now', 0],
  ] as const) {
    clock.setTimer(delayMs, () => seen.push(`${name}@${clock.now()}`));
  }
  await clock.advance(20);
  assert.deepEqual(seen, ['now@0', 'first@10', 'second@10']);
  assert.deepEqual(clock.pending(), [{ dueAt: 30, setAt: 0, delayMs: 30 }]);
});

test('advance() runs timers in order whatever their delays', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(50), { maxLength: 12 }), async delays => {
      const clock = createVirtualClock(0);
      const ran: { at: number; index: number }[] = [];
      delays.forEach((delayMs, index) => {
        clock.setTimer(delayMs, () => ran.push({ at: clock.monotonic(), index }));
      });
      await clock.advance(50);
      const expected = delays.map((at, index) => ({ at, index })).sort((a, b) => a.at - b.at || a.index - b.index);
      assert.deepEqual(ran, expected);
      assert.deepEqual(clock.pending(), []);
    }),
    { numRuns: 50 },
  );
});

test('advance() runs timers that a promise chain sets between two timers', async () => {
  const clock = createVirtualClock(0);
  const seen: number[] = [];
  const walk = async (): Promise<void> => {
    for (let step = 0; step < 3; step++) {
      await sleep(clock, 10);
      await Promise.resolve();
      seen.push(clock.now());
    }
  };
  const done = walk();
  await clock.advance(100);
  await done;
  assert.deepEqual(seen, [10, 20, 30]);
  assert.equal(clock.now(), 100);
});

test('advance() waits for work outside the promises when given an idle probe', async () => {
  const clock = createVirtualClock(0);
  const { port1, port2 } = new MessageChannel();
  let open = 0;
  const answeredAt: number[] = [];
  port2.on('message', (message: number) => port2.postMessage(message));
  port1.on('message', () => {
    open--;
    answeredAt.push(clock.now());
  });
  for (const delayMs of [5, 10]) {
    clock.setTimer(delayMs, () => {
      open++;
      port1.postMessage(delayMs);
    });
  }
  await clock.advance(1000, () => open === 0);
  port1.close();
  assert.deepEqual(answeredAt, [5, 10]);
});

test('setTimer() never runs a cancelled timer and takes a second cancel', async () => {
  const clock = createVirtualClock();
  const timer = clock.setTimer(5, () => assert.fail('the timer ran'));
  timer.cancel();
  timer.cancel();
  assert.deepEqual(clock.pending(), []);
  await clock.advance(10);
});

test('setTimer() treats a negative delay as due, but never runs before it returns', async () => {
  const clock = createVirtualClock(7);
  let ran = false;
  clock.setTimer(-5, () => {
    ran = true;
  });
  assert.equal(ran, false);
  await clock.advance(0);
  assert.equal(ran, true);
  assert.equal(clock.now(), 7);
});

test('jump() moves the wall clock only', async () => {
  const clock = createVirtualClock(1000);
  let ranAt = 0;
  clock.setTimer(10, () => {
    ranAt = clock.now();
  });
  clock.jump(-500);
  assert.equal(clock.now(), 500);
  await clock.advance(10);
  assert.equal(ranAt, 510);
  assert.equal(clock.monotonic(), 10);
});

test('advance() rejects when a timer throws, when time would go back, and when another advance runs', async () => {
  const clock = createVirtualClock();
  clock.setTimer(1, () => assert.fail('thrown by a timer'));
  await assert.rejects(clock.advance(1), /thrown by a timer/);
  await assert.rejects(clock.advance(-1), /forward only/);
  const first = clock.advance(1);
  await assert.rejects(clock.advance(1), /another advance/);
  await first;
});

test('setTimer() refuses a delay that is not a number', () => {
  assert.throws(() => createVirtualClock().setTimer(Number.NaN, () => {}), /not a number/);
});
