import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { isPlainTimestamp } from './is-plain-timestamp.ts';
import { encodeTimestamp, parseTimestamp } from './timestamp.ts';

const digits = (most: number): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: most }).map(value => String(value).padStart(2, '0'));

it('isPlainTimestamp() takes every day but the 29th of February, and nothing that is no time', () => {
  const text = fc
    .tuple(
      digits(99),
      digits(13),
      digits(32),
      digits(25),
      digits(60),
      digits(61),
      fc.stringMatching(/^(?:\.\d{0,4})?$/),
    )
    .map(([year, month, day, hour, minute, second, fraction]) => {
      return `20${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}Z`;
    });
  fc.assert(
    fc.property(text, candidate => {
      const isTime = parseTimestamp(candidate) !== undefined;
      assert.equal(isPlainTimestamp(candidate), isTime && !candidate.includes('-02-29'), candidate);
    }),
    { numRuns: 5000 },
  );
});

it('isPlainTimestamp() takes the last day of each month', () => {
  for (let month = 1; month <= 12; month += 1) {
    const last = Date.UTC(2026, month, 1) - 1;
    assert.ok(isPlainTimestamp(encodeTimestamp(last)));
    const beyond = encodeTimestamp(last).replace(/-(\d\d)T/, (_, day: string) => `-${Number(day) + 1}T`);
    assert.ok(!isPlainTimestamp(beyond), beyond);
  }
});

it('isPlainTimestamp() leaves alone what is written in another way', () => {
  for (const text of [
    '',
    '2026-01-02T03:04:05',
    '2026-01-02t03:04:05Z',
    '0026-01-02T03:04:05Z',
    '2026-01-02T03:04:05+00:00',
    ' 2026-01-02T03:04:05Z',
    '2026-01-02T03:04:05Z\n',
  ]) {
    assert.ok(!isPlainTimestamp(text), text);
  }
});
