import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DIRECTIVE_LIMIT_MS, judgeDeferral } from './judge-deferral.ts';

const lock = (estimatedDeferralInSeconds: unknown, tookMs: number = 0): number =>
  judgeDeferral('Alexa.LockController', { payload: { estimatedDeferralInSeconds }, tookMs });

describe('judgeDeferral()', () => {
  it('lets a lock take longer, counted from its DeferredResponse', () => {
    assert.equal(lock(20, 500), 20_500);
    assert.equal(lock(7.5, 1_000), 8_500);
  });

  it('never shortens the limit', () => {
    assert.equal(lock(2, 500), DIRECTIVE_LIMIT_MS);
  });

  it('keeps the limit for every other interface', () => {
    const deferred = { payload: { estimatedDeferralInSeconds: 60 }, tookMs: 0 };
    assert.equal(judgeDeferral('Alexa.PowerController', deferred), DIRECTIVE_LIMIT_MS);
  });

  it('stays between 8 s and ten minutes after the deferral, whatever the estimate is', () => {
    fc.assert(
      fc.property(fc.anything(), fc.nat(DIRECTIVE_LIMIT_MS), (estimate, tookMs) => {
        const limitMs = lock(estimate, tookMs);
        assert.ok(limitMs >= DIRECTIVE_LIMIT_MS && limitMs <= tookMs + 600_000);
      }),
    );
    assert.equal(lock(1e9), 600_000);
    for (const estimate of [-1, 0, Number.NaN, '20', null, undefined]) assert.equal(lock(estimate), DIRECTIVE_LIMIT_MS);
  });
});
