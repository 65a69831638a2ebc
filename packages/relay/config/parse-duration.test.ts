import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDuration } from './parse-duration.ts';

const rows: readonly (readonly [unknown, number | undefined])[] = [
  [1, 1],
  ['250ms', 250],
  ['30s', 30_000],
  ['5m', 300_000],
  ['1h', 3_600_000],
  ['2d', 172_800_000],
  ['366d', undefined],
  [0, undefined],
  [-1, undefined],
  [1.5, undefined],
  ['0s', undefined],
  ['1.5h', undefined],
  ['5', undefined],
  ['5 m', undefined],
  ['', undefined],
  [null, undefined],
  [Number.NaN, undefined],
];

for (const [value, expected] of rows) {
  test(`parseDuration() answers ${expected} when it reads ${JSON.stringify(value)}`, () => {
    assert.equal(parseDuration(value), expected);
  });
}
