import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sendAtMoments } from './send-at-moments.ts';

it('sendAtMoments() sends each number once, in order, none before its moment', async () => {
  let nowMs = 0;
  const sent: { number: number; atMs: number }[] = [];
  // Half of the moments of such a process come sooner than after ln 2 of the mean.
  const moments = { count: 4, meanGapMs: 100, random: { next: () => 0.5 } };
  const wallNs = (): number => {
    nowMs += 10;
    return nowMs * 1e6;
  };
  const meter = { wallNs, cpuNs: () => 0 };
  await sendAtMoments({ ...moments, meter }, number => sent.push({ number, atMs: nowMs }));
  assert.deepEqual(
    sent.map(({ number }) => number),
    [0, 1, 2, 3],
  );
  for (const { number, atMs } of sent) {
    const dueMs = 10 + (number + 1) * 100 * Math.LN2;
    assert.ok(atMs >= dueMs && atMs < dueMs + 40, `${number} was sent at ${atMs}`);
  }
});
