import assert from 'node:assert/strict';
import { it } from 'node:test';
import { SimClock } from './sim-clock.ts';
import { SimProcess } from './sim-process.ts';

function start(clock: SimClock, deaths: string[] = []): SimProcess {
  const onDeath = (_: SimProcess, step: string): void => void deaths.push(step);
  return new SimProcess({ name: 'one', clock, skewMs: () => clock.skewMs, onDeath });
}

it('step() kills at the step that the fuse names, and a dead process hears nothing more', async () => {
  const clock = new SimClock();
  const deaths: string[] = [];
  const process = start(clock, deaths);
  let heard = 0;
  process.clock.setTimer(10, () => {
    heard += 1;
  });
  process.lightFuse({ steps: 2, at: 'store' });
  assert.deepEqual(
    ['store a', 'wire b', 'store c', 'store d'].map(name => process.step(name)),
    [true, true, false, false],
  );
  process.enter(() => {
    heard += 1;
  });
  await clock.advance(100);
  assert.deepEqual([heard, deaths, clock.countTimers()], [0, ['store c'], 0]);
});

it('stall() holds everything back and lets it in afterwards, in order, but for timers that were cancelled', async () => {
  const clock = new SimClock();
  const process = start(clock);
  const heard: string[] = [];
  process.clock.setTimer(10, () => heard.push('timer'));
  const cancelled = process.clock.setTimer(20, () => heard.push('cancelled'));
  process.stall(1_000);
  await clock.advance(30);
  process.enter(() => heard.push('answer'));
  cancelled.cancel();
  await clock.advance(960);
  assert.deepEqual(heard, []);
  assert.equal(process.isStalled, true);
  await clock.advance(10);
  assert.equal(process.isStalled, false);
  assert.deepEqual(heard, ['timer', 'answer']);
});

it('the wall clock of a process is as wrong as its machine', () => {
  const clock = new SimClock();
  const process = start(clock);
  clock.skewMs = -5_000;
  assert.equal(process.clock.now(), clock.now() - 5_000);
  assert.equal(process.clock.monotonic(), clock.monotonic());
});
