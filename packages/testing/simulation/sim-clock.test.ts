import assert from 'node:assert/strict';
import { it } from 'node:test';
import { SimClock } from './sim-clock.ts';

it('advance() runs timers in the order of their times, and of their creation when these are equal', async () => {
  const clock = new SimClock();
  const ran: string[] = [];
  const set = (delayMs: number, name: string): void =>
    void clock.setTimer(delayMs, () => ran.push(`${name} at ${clock.monotonic()}`));
  set(20, 'c');
  set(10, 'a');
  set(20, 'd');
  set(10, 'b');
  set(21, 'late');
  await clock.advance(20);
  assert.deepEqual(ran, ['a at 10', 'b at 10', 'c at 20', 'd at 20']);
  assert.equal(clock.countTimers(), 1);
});

it('advance() runs what a timer sets, after the promises that it settles', async () => {
  const clock = new SimClock();
  const ran: string[] = [];
  clock.setTimer(5, () => {
    clock.setTimer(0, () => ran.push('second'));
    void Promise.resolve()
      .then(() => undefined)
      .then(() => ran.push('promise'));
  });
  await clock.advance(5);
  assert.deepEqual(ran, ['promise', 'second']);
  assert.equal(clock.now() - new SimClock().now(), 5);
});

it('cancel() forgets a timer, also of several that are due at once', async () => {
  const clock = new SimClock();
  const ran: number[] = [];
  const timers = [1, 2, 3].map(name => clock.setTimer(1, () => ran.push(name)));
  clock.setTimer(1, () => timers[2]?.cancel());
  timers[0]?.cancel();
  assert.equal(clock.countTimers(), 3);
  await clock.advance(1);
  assert.deepEqual(ran, [2, 3]);
});

it('advance() rejects with what a timer throws', async () => {
  const clock = new SimClock();
  clock.setTimer(1, () => assert.fail('thrown by a timer'));
  await assert.rejects(clock.advance(2), /thrown by a timer/);
});
