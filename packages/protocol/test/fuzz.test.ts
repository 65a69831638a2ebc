import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runFuzz } from './fuzz.ts';
import { judgeVector, readVectors, type Vector } from './read-vectors.ts';

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

describe('runFuzz()', () => {
  function failuresOf(judge: (vector: Vector) => ReturnType<typeof judgeVector>): readonly string[] {
    return runFuzz({ runs: 200, seed: 3, valid, judge }).failures;
  }

  it('reports what throws', () => {
    const failures = failuresOf(() => {
      throw new RangeError('too deep');
    });
    assert.match(failures[0] ?? '', /^seed 3 run 0: threw RangeError: too deep; vectors\//);
  });

  it('reports a validator that finds nothing', () => {
    assert.match(failuresOf(() => [])[0] ?? '', /was broken and \w+ mode found 0 problems/);
  });

  it('reports pointers to nowhere and severities that are not those of the rule', () => {
    const lost = failuresOf(vector => judgeVector(vector).map(problem => ({ ...problem, pointer: '/no/where' })));
    assert.match(lost[0] ?? '', /points to \/no\/where, which is nowhere/);
    const harsh = failuresOf(vector => judgeVector(vector).map(problem => ({ ...problem, severity: 'note' })));
    assert.ok(harsh.length > 0);
  });

  it('reports work that grows faster than the message', () => {
    const failures = failuresOf(vector => {
      for (let round = 0; round < 500; round += 1) {
        JSON.stringify(vector.value);
      }
      return judgeVector(vector);
    });
    assert.match(failures[0] ?? '', /took \d+ reads for each value; allowed \d+/);
  });
});
