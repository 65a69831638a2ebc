import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { deliveryDefaults as config } from '../config/delivery-config.ts';
import { delayOf, LONGEST_RETRY_AFTER_MS, mayResend } from './delay.ts';

describe('mayResend()', () => {
  it('allows three resends after the first send and no more', () => {
    assert.deepEqual(
      [0, 1, 2, 3, 4].map(tries => mayResend(tries, config)),
      [true, true, true, true, false],
    );
  });
});

describe('delayOf()', () => {
  it('grows from one second by doubling, pauses after the last resend, and stays below the longest', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(n => {
      return delayOf({ tries: ((n - 1) % 4) + 1, failures: n, chance: 0 }, config) / 1000;
    });
    assert.deepEqual(delays, [1, 2, 4, 15, 16, 32, 60, 60, 60, 60]);
  });

  it('grows with the tries of one message when the rest of the lane does well', () => {
    assert.deepEqual(
      [1, 2, 3].map(tries => delayOf({ tries, failures: 1, chance: 0 }, config)),
      [1000, 2000, 4000],
    );
  });

  it('believes a Retry-After of an hour at most', () => {
    assert.equal(delayOf({ tries: 1, failures: 1, afterMs: 2 ** 40, chance: 0 }, config), LONGEST_RETRY_AFTER_MS);
  });

  it('is whole, never shorter than asked for and never more than a quarter longer than its base', () => {
    const cases = fc.record({
      tries: fc.nat(20),
      failures: fc.nat(5_000),
      afterMs: fc.nat(LONGEST_RETRY_AFTER_MS),
      chance: fc.double({ min: 0, max: 0.999999, noNaN: true }),
    });
    fc.assert(
      fc.property(cases, given => {
        const delay = delayOf(given, config);
        const base = delayOf({ ...given, chance: 0, afterMs: 0 }, config);
        assert.ok(Number.isInteger(delay));
        assert.ok(delay >= Math.max(base, given.afterMs, config.firstDelayMs));
        assert.ok(delay <= Math.max(given.afterMs, Math.ceil(base * 1.25)));
      }),
    );
  });
});
