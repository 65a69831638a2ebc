import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Progress } from './progress.ts';
import { SimClock } from './sim-clock.ts';

function start(everyMs: number, count: number): { clock: SimClock; lines: string[]; progress: Progress } {
  const clock = new SimClock();
  const lines: string[] = [];
  const progress = new Progress({ clock, everyMs, count, say: line => void lines.push(line) });
  return { clock, lines, progress };
}

const violation = { name: 'lost', detail: 'e-1', atMs: 5 };

it('tells seeds, share, rate, time left and failures, over and over', async () => {
  const { clock, lines, progress } = start(10_000, 200_000);
  await clock.advance(10_000);
  for (let i = 0; i < 100; i++) progress.add(i === 7 ? { violation } : {});
  await clock.advance(10_000);
  assert.deepEqual(lines, [
    '0 of 200000 seeds (0.0 %), 0.0 a second, left: unknown; no invariant broken',
    '100 of 200000 seeds (0.1 %), 5.0 a second, left: 11.1 h; 1 broke an invariant',
  ]);
  progress.stop();
  assert.equal(clock.countTimers(), 0);
});

it('tells time that is left in seconds and minutes when it is short', async () => {
  for (const [count, left] of [
    [90, '80 s'],
    [3_000, '50 min'],
  ] as const) {
    const { clock, lines, progress } = start(10_000, count);
    for (let i = 0; i < 10; i++) progress.add({});
    await clock.advance(10_000);
    assert.match(lines[0] ?? '', new RegExp(`left: ${left};`));
    progress.stop();
  }
});

it('says nothing by 0', async () => {
  const { clock, lines } = start(0, 10);
  assert.equal(clock.countTimers(), 0);
  await clock.advance(1_000_000);
  assert.deepEqual(lines, []);
});
