import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { describe, it } from 'node:test';
import { type SimulationReport, simulate } from './simulate.ts';
import { findMissingStates } from './sometimes.ts';

/** The seeds of every test run, in parts of which each takes some seconds. */
const SEEDS = 1_000;
const PART = 50;

describe('simulate()', () => {
  const states: Record<string, number> = {};

  for (let from = 1; from <= SEEDS; from += PART) {
    it(`breaks no invariant with seeds ${from} to ${from + PART - 1}`, async () => {
      const report = await simulate({ from, count: PART, threads: availableParallelism() });
      for (const [state, count] of Object.entries(report.states)) states[state] = (states[state] ?? 0) + count;
      assert.equal(report.seeds, PART);
      assert.deepEqual(describeFailures(report), []);
    });
  }

  it('reaches every interesting state', () => {
    assert.deepEqual(findMissingStates(SEEDS, states), []);
  });
});

function describeFailures({ failures }: SimulationReport): unknown {
  return failures.map(({ seed, violation, commands }) => ({
    again: `npm run simulate -- --seed ${seed}`,
    violation,
    commands,
  }));
}
