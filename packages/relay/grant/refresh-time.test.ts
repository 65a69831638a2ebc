import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { REFRESH_MARGIN_MS, refreshTimeOf } from './refresh-time.ts';

const HOUR = 3_600_000;

describe('refreshTimeOf()', () => {
  it('is five minutes before the end of an hour, and earlier by chance', () => {
    assert.equal(refreshTimeOf({ issuedAt: 0, expiresAt: HOUR }, 0), HOUR - REFRESH_MARGIN_MS);
    assert.equal(refreshTimeOf({ issuedAt: 0, expiresAt: HOUR }, 1), HOUR - 1.4 * REFRESH_MARGIN_MS);
  });

  it('leaves every token the first half of its life', () => {
    fc.assert(
      fc.property(fc.nat(2 * HOUR), fc.double({ min: 0, max: 1, noNaN: true }), (life, chance) => {
        const at = refreshTimeOf({ issuedAt: 0, expiresAt: life }, chance);
        assert.ok(at >= life / 2 && at <= life);
      }),
    );
  });

  it('is the end of a token that was over before it began', () => {
    assert.equal(refreshTimeOf({ issuedAt: 10, expiresAt: 5 }, 0.5), 5);
  });
});
