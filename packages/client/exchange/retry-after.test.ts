import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LONGEST_RETRY_AFTER_MS, parseRetryAfter } from './retry-after.ts';

const now = Date.UTC(2026, 0, 2, 3, 4, 5);

test('parseRetryAfter() reads whole seconds', () => {
  assert.equal(parseRetryAfter('0', now), 0);
  assert.equal(parseRetryAfter(' 120 ', now), 120_000);
});

test('parseRetryAfter() reads a date as the time until then', () => {
  assert.equal(parseRetryAfter('Fri, 02 Jan 2026 03:04:35 GMT', now), 30_000);
  assert.equal(parseRetryAfter('Fri, 02 Jan 2026 03:04:00 GMT', now), 0);
});

test('parseRetryAfter() never waits longer than a day', () => {
  assert.equal(parseRetryAfter('999999999999999', now), LONGEST_RETRY_AFTER_MS);
  assert.equal(parseRetryAfter('Fri, 02 Jan 2099 03:04:35 GMT', now), LONGEST_RETRY_AFTER_MS);
});

test('parseRetryAfter() has no answer when the text is neither', () => {
  const texts = [
    '',
    '-1',
    '1.5',
    'soon',
    '1e9',
    '2026-01-02T03:04:35Z',
    'Fri, 99 Jan 2026 03:04:35 GMT',
    '9'.repeat(400),
  ];
  for (const text of texts) assert.equal(parseRetryAfter(text, now), undefined, text);
});

test('parseRetryAfter() gives nothing or a wait that a timer can take, whatever the text', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 0, max: 4e12 }), (text, at) => {
      const wait = parseRetryAfter(text, at);
      assert.ok(wait === undefined || (wait >= 0 && wait <= LONGEST_RETRY_AFTER_MS));
    }),
  );
});
