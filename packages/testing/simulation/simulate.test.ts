import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { describe, it } from 'node:test';
import { type SimulationReport, simulate } from './simulate.ts';
import { findMissingStates } from './sometimes.ts';
import type { ToldSeed } from './tally.ts';

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

it('simulate() tells each seed as it ends, and adds them up', async () => {
  const told: ToldSeed[] = [];
  const report = await simulate({ from: 301, count: 3, threads: 2, onSeed: seed => void told.push(seed) });
  assert.deepEqual(told.map(({ seed }) => seed).sort(), [301, 302, 303]);
  assert.deepEqual([report.from, report.seeds, report.interrupted], [301, 3, false]);
  const sum = (name: string): number => told.reduce((total, { states }) => total + (states[name] ?? 0), 0);
  assert.ok(sum('an event is delivered') > 0);
  assert.equal(report.states['an event is delivered'], sum('an event is delivered'));
});

it('simulate() begins no seed once it is interrupted, and misses no state then', async () => {
  const over = new AbortController();
  const onSeed = (): void => over.abort();
  const report = await simulate({ from: 1, count: 5_000, threads: 1, signal: over.signal, onSeed });
  assert.deepEqual([report.seeds, report.interrupted, report.missing], [1, true, []]);
});

function describeFailures({ failures }: SimulationReport): unknown {
  return failures.map(({ seed, violation, commands }) => ({
    again: `npm run simulate -- --seed ${seed}`,
    violation,
    commands,
  }));
}
