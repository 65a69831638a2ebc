import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runFuzz } from './fuzz.ts';
import { readVectors } from './read-vectors.ts';

/** Valid vectors, without those that are big: they would be nothing but copies of one endpoint. */
const valid = [...readVectors().values()]
  .flat()
  .filter(vector => vector.mode === undefined && vector.expect.problems.length === 0)
  .filter(({ value }) => JSON.stringify(value).length < 10_000);

describe('10,000 mutations of valid messages', () => {
  it('are judged without a throw, in a number of steps that grows with the message, and each broken one is found', () => {
    const { failures, broken, runs } = runFuzz({ runs: 10_000, seed: 20_260_102, valid });
    assert.deepEqual(failures, []);
    assert.equal(runs, 10_000);
    assert.ok(broken > 4500, `only ${broken} were broken`);
  });

  it('are the same for the same seed', () => {
    assert.deepEqual(runFuzz({ runs: 500, seed: 7, valid }), runFuzz({ runs: 500, seed: 7, valid }));
  });
});
