import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TriedStates } from './tried-states.ts';

const delays = { firstDelayMs: 1_000, longestDelayMs: 10_000 };
const lamp = { endpoint: 'lamp', state: 'on', anew: false };

test('take() lets the same state have a try after a delay that doubles up to the longest', () => {
  const tried = new TriedStates(delays);
  const pauses: number[] = [];
  let now = 0;
  for (let i = 1; i <= 7; i++) {
    const one = tried.take(lamp, now);
    assert.equal(one?.count, i);
    const nextAt = one?.nextAt ?? 0;
    assert.equal(tried.take(lamp, nextAt - 1), undefined);
    pauses.push(nextAt - now);
    now = nextAt;
  }
  assert.deepEqual(pauses, [1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000]);
});

test('take() begins anew with another state, another endpoint, and where it is told to', () => {
  const tried = new TriedStates(delays);
  tried.take(lamp, 0);
  assert.equal(tried.take({ ...lamp, endpoint: 'fan' }, 0)?.count, 1);
  assert.equal(tried.take({ ...lamp, anew: true }, 0)?.count, 1);
  assert.equal(tried.take({ ...lamp, state: 'off' }, 0)?.count, 1);
  assert.equal(tried.take(lamp, 0)?.count, 1);
});

test('take() forgets the endpoint tried longest ago when there are too many', () => {
  const tried = new TriedStates(delays, 2);
  for (const endpoint of ['a', 'b', 'a', 'c']) tried.take({ ...lamp, endpoint, anew: true }, 0);
  assert.equal(tried.take({ ...lamp, endpoint: 'a' }, 0), undefined);
  assert.equal(tried.take({ ...lamp, endpoint: 'b' }, 0)?.count, 1);
});

test('take() gives an unchanged state a bounded number of tries in any time', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5_000), { maxLength: 200 }), steps => {
      const tried = new TriedStates(delays);
      let now = 0;
      let tries = 0;
      for (const step of steps) {
        now += step;
        if (tried.take(lamp, now) !== undefined) tries += 1;
      }
      assert.ok(tries <= 5 + Math.floor(now / delays.longestDelayMs));
    }),
  );
});
