import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { changeLimits, defaultLimits, type LimitChange } from './limits.ts';
import { parseLimitChange } from './parse-limits.ts';

describe('changeLimits()', () => {
  it('leaves alone what is not named', () => {
    assert.deepEqual(changeLimits(defaultLimits, {}), defaultLimits);
    const { skill, customer, notice } = changeLimits(defaultLimits, { customer: { burst: 3 } });
    assert.deepEqual([skill, notice], [defaultLimits.skill, defaultLimits.notice]);
    assert.deepEqual(customer, { perSecond: defaultLimits.customer.perSecond, burst: 3 });
  });

  it('lifts with null a whole rate or a part of it', () => {
    const lifted = changeLimits(defaultLimits, { skill: null, notice: null, customer: { perSecond: null } });
    assert.deepEqual(lifted, {
      skill: { perSecond: null, burst: null },
      customer: { perSecond: null, burst: defaultLimits.customer.burst },
      notice: { perSecond: null, burst: null, customerPerDay: null },
    });
    const { notice } = changeLimits(defaultLimits, { notice: { customerPerDay: null } });
    assert.deepEqual(notice, { ...defaultLimits.notice, customerPerDay: null });
  });

  it('gives a lifted rate a burst of one second when only perSecond is set', () => {
    const lifted = changeLimits(defaultLimits, { skill: null, customer: null });
    const { skill, customer } = changeLimits(lifted, { skill: { perSecond: 2.5 }, customer: { perSecond: 0.1 } });
    assert.deepEqual(
      [skill, customer],
      [
        { perSecond: 2.5, burst: 3 },
        { perSecond: 0.1, burst: 1 },
      ],
    );
  });

  it('takes back whatever it gave', () => {
    const rate = fc.record(
      { perSecond: fc.constantFrom(null, 0.5, 3), burst: fc.constantFrom(null, 1, 9) },
      { requiredKeys: [], noNullPrototype: true },
    );
    const change: fc.Arbitrary<LimitChange> = fc.record(
      { skill: fc.option(rate), customer: rate, notice: fc.option(rate) },
      { requiredKeys: [], noNullPrototype: true },
    );
    fc.assert(
      fc.property(change, asked => {
        const limits = changeLimits(defaultLimits, parseLimitChange(asked));
        assert.deepEqual(changeLimits(defaultLimits, parseLimitChange(limits)), limits);
      }),
    );
  });
});

describe('parseLimitChange()', () => {
  const wrong: readonly (readonly [unknown, string])[] = [
    [undefined, ''],
    [[], ''],
    [{ events: {} }, '/events'],
    [{ skill: 5 }, '/skill'],
    [{ skill: { perMinute: 5 } }, '/skill/perMinute'],
    [{ skill: { perSecond: 0 } }, '/skill/perSecond'],
    [{ customer: { burst: 1.5 } }, '/customer/burst'],
    [{ customer: { burst: 0 } }, '/customer/burst'],
    [{ customer: { customerPerDay: 1 } }, '/customer/customerPerDay'],
    [{ notice: { customerPerDay: '5' } }, '/notice/customerPerDay'],
  ];
  for (const [body, pointer] of wrong) {
    it(`refuses ${JSON.stringify(body)}`, () => {
      assert.throws(() => parseLimitChange(body), { code: 'invalid-request', pointer });
    });
  }
});
