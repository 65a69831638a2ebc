import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Findings } from './findings.ts';
import { judgeDeclaredRange, numberAt } from './judge-declared-range.ts';

function judge(value: number, minimum?: number, maximum?: number): readonly [boolean, ...string[]] {
  const findings = new Findings('strict', path => path.join('.'));
  const within = judgeDeclaredRange(findings, { value, path: ['level'], minimum, maximum, rule: 'registration-range' });
  return [within, ...findings.problems.map(({ message }) => message)];
}

describe('judgeDeclaredRange()', () => {
  it('says what is declared', () => {
    assert.deepEqual(judge(11, 0, 10), [false, 'level is 11; discovery declares 0 to 10']);
    assert.deepEqual(judge(-1, 0), [false, 'level is -1; discovery declares 0 or more']);
    assert.deepEqual(judge(11, undefined, 10), [false, 'level is 11; discovery declares at most 10']);
  });

  it('refuses exactly what is beyond the bounds, and nothing when they leave no value', () => {
    const bound = fc.option(fc.double({ noNaN: true }), { nil: undefined });
    fc.assert(
      fc.property(fc.double({ noNaN: true }), bound, bound, (value, minimum = -Infinity, maximum = Infinity) => {
        const within = minimum > maximum || (minimum <= value && value <= maximum);
        assert.equal(judge(value, minimum, maximum)[0], within);
      }),
    );
  });
});

describe('numberAt()', () => {
  it('answers finite numbers of the object itself', () => {
    assert.equal(numberAt({ a: 1 }, 'a'), 1);
    for (const holder of [{ a: '1' }, { a: Infinity }, { a: Number.NaN }, {}, null, [1], Object.create({ a: 1 })]) {
      assert.equal(numberAt(holder, 'a'), undefined);
    }
  });
});
