import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { wholeUncertainty } from './whole-uncertainty.ts';

const rows: readonly (readonly [given: unknown, kept: number])[] = [
  [0, 0],
  [-0, 0],
  [200, 200],
  [0.5, 1],
  [1_000.000_1, 1_001],
  [1e300, Number.MAX_SAFE_INTEGER],
  [Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER],
  [-1, 0],
  [Number.NaN, 0],
  [undefined, 0],
  ['200', 0],
];

for (const [given, kept] of rows) {
  test(`wholeUncertainty() keeps ${String(given)} as ${kept}`, () => assert.equal(wholeUncertainty(given), kept));
}

test('wholeUncertainty() never says that a sample is surer than it is, and is always a whole number', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 2 ** 52, noNaN: true }), given => {
      const kept = wholeUncertainty(given);
      return Number.isSafeInteger(kept) && kept >= given && kept - given <= 1;
    }),
  );
});
