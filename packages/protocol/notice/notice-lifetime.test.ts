import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { clampNoticeExpiry, noticeLifetime } from './notice-lifetime.ts';

const now = Date.UTC(2026, 0, 2);

describe('clampNoticeExpiry()', () => {
  it('leaves a good expiry alone', () => {
    assert.deepEqual(clampNoticeExpiry(now + 3_600_000, now), { at: now + 3_600_000, clamped: false });
  });

  it('keeps a margin to both bounds', () => {
    assert.deepEqual(clampNoticeExpiry(now, now), { at: now + 330_000, clamped: true });
    assert.deepEqual(clampNoticeExpiry(now + 86_400_000, now), { at: now + 86_340_000, clamped: true });
  });

  it('answers an expiry that is allowed, always, and the same for its own answer', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0 }), (expiry, at) => {
        const clamped = clampNoticeExpiry(expiry, at);
        assert.ok(clamped.at - at >= noticeLifetime.leastMs && clamped.at - at <= noticeLifetime.mostMs);
        assert.deepEqual(clampNoticeExpiry(clamped.at, at), { at: clamped.at, clamped: false });
      }),
    );
  });
});
