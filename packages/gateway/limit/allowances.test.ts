import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Allowances, type Pace } from './allowances.ts';

/** A token bucket as the textbook has it, to compare with. */
function createModel({ everyMs, burst }: Pace): (now: number) => boolean {
  let left = burst;
  let at = 0;
  return now => {
    left = Math.min(burst, left + (now - at) / everyMs);
    at = now;
    if (left < 1 - 1e-6) return false;
    left -= 1;
    return true;
  };
}

describe('Allowances', () => {
  it('lets pass what a token bucket lets pass', () => {
    const paces = fc.record({ everyMs: fc.constantFrom(1, 10, 250, 1_000), burst: fc.integer({ min: 1, max: 5 }) });
    fc.assert(
      fc.property(paces, fc.array(fc.nat(2_000), { maxLength: 40 }), (pace, pauses) => {
        const allowances = new Allowances();
        const model = createModel(pace);
        let now = 0;
        for (const pause of pauses) {
          now += pause;
          const passes = allowances.ask('a', { pace, now }).type === 'allowed';
          if (passes) allowances.take('a', { pace, now });
          assert.equal(passes, model(now), `at ${now}`);
        }
      }),
    );
  });

  it('says exactly when the next one passes', () => {
    fc.assert(
      fc.property(fc.constantFrom(0.3, 3, 7, 1000), fc.integer({ min: 1, max: 5 }), (perSecond, burst) => {
        const pace = { everyMs: 1000 / perSecond, burst };
        const allowances = new Allowances();
        for (let count = 0; count < burst; count++) allowances.take('a', { pace, now: 0 });
        const asked = allowances.ask('a', { pace, now: 0 });
        assert.ok(asked.type === 'throttled');
        assert.equal(allowances.ask('a', { pace, now: asked.nextInMs - 0.01 }).type, 'throttled');
        assert.equal(allowances.ask('a', { pace, now: asked.nextInMs }).type, 'allowed');
      }),
    );
  });

  it('keeps each holder apart', () => {
    const allowances = new Allowances();
    const pace = { everyMs: 1000, burst: 1 };
    allowances.take('a', { pace, now: 0 });
    assert.equal(allowances.ask('a', { pace, now: 0 }).type, 'throttled');
    assert.equal(allowances.ask('b', { pace, now: 0 }).type, 'allowed');
    allowances.reset();
    assert.equal(allowances.ask('a', { pace, now: 0 }).type, 'allowed');
  });

  it('remembers no more holders than it may, and the throttled ones before the full ones', () => {
    const allowances = new Allowances(1_000);
    const pace = { everyMs: 1000, burst: 1 };
    for (let number = 0; number < 900; number++) allowances.take(`full-${number}`, { pace, now: 0 });
    for (let number = 0; number < 100; number++) allowances.take(`busy-${number}`, { pace, now: 1_500 });
    allowances.take('one-more', { pace, now: 1_600 });
    assert.equal(allowances.size, 101);
    assert.equal(allowances.ask('busy-0', { pace, now: 1_600 }).type, 'throttled');
    for (let number = 0; number < 100_000; number++) allowances.take(`new-${number}`, { pace, now: 1_600 });
    assert.ok(allowances.size <= 1_000);
  });
});
