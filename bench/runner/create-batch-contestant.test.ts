import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createBatchContestant } from './create-batch-contestant.ts';
import type { Meter } from './meter.ts';

/** A meter that only moves when somebody works: 10 ns of wall time and 7 ns of CPU time a step. */
function createStepMeter(): { meter: Meter; work: (steps: number) => void } {
  let steps = 0;
  return {
    meter: { wallNs: () => steps * 10, cpuNs: () => steps * 7 },
    work: more => {
      steps += more;
    },
  };
}

it('createBatchContestant() counts the time of its operations and not that of preparing them', async () => {
  const { meter, work } = createStepMeter();
  const contestant = createBatchContestant({
    name: 'worker',
    batches: 3,
    meter,
    prepare: () => {
      work(1000);
      return [1, 2];
    },
    run: steps => {
      work(steps);
      return true;
    },
  });
  assert.deepEqual(await contestant.play(), { operations: 6, wallNs: 90, cpuNs: 63 });
});

it('createBatchContestant() throws when an operation does not go as it should', () => {
  const { meter } = createStepMeter();
  const contestant = createBatchContestant({
    name: 'picky',
    batches: 1,
    meter,
    prepare: () => [1, 2, 3],
    run: input => input !== 2,
  });
  assert.throws(() => contestant.play(), /^RangeError: picky refused 1 of its inputs$/);
});
