import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createVirtualClock } from '@gatehouse/testing';
import fc from 'fast-check';
import { RefreshGate } from './refresh-gate.ts';

const open = new AbortController().signal;

describe('RefreshGate pass()', () => {
  it('begins no more in a second, and has no more under way, than the limits say, in the order of the calls', async () => {
    const limits = fc.record({
      refreshesPerSecond: fc.integer({ min: 1, max: 200 }),
      refreshesAtOnce: fc.integer({ min: 1, max: 5 }),
    });
    const law = fc.asyncProperty(
      limits,
      fc.array(fc.nat(300), { minLength: 1, maxLength: 25 }),
      async (limit, times) => {
        const clock = createVirtualClock();
        const gate = new RefreshGate(clock, limit);
        const begun: { index: number; at: number }[] = [];
        let underWay = 0;
        let most = 0;
        const all = times.map((tookMs, index) => {
          const run = (): Promise<void> => {
            begun.push({ index, at: clock.monotonic() });
            underWay += 1;
            most = Math.max(most, underWay);
            return new Promise(resolve => {
              clock.setTimer(tookMs, () => {
                underWay -= 1;
                resolve();
              });
            });
          };
          return gate.pass('NA', { run, signal: open });
        });
        await clock.advance(60_000);
        await Promise.all(all);
        assert.ok(most <= limit.refreshesAtOnce);
        assert.deepEqual(
          begun.map(({ index }) => index),
          times.map((_, index) => index),
        );
        const gapMs = 1_000 / limit.refreshesPerSecond;
        assert.ok(begun.slice(1).every(({ at }, i) => at - (begun[i]?.at ?? 0) >= gapMs - 1));
      },
    );
    await fc.assert(law, { numRuns: 40 });
  });

  it('lets no region wait for another', async () => {
    const clock = createVirtualClock();
    const gate = new RefreshGate(clock, { refreshesPerSecond: 1, refreshesAtOnce: 1 });
    let end = (): void => {};
    const slow = gate.pass('NA', { run: () => new Promise<void>(resolve => (end = resolve)), signal: open });
    assert.equal(await gate.pass('EU', { run: async () => 'EU', signal: open }), 'EU');
    end();
    await slow;
  });

  it('gives the place on when a refresh fails', async () => {
    const clock = createVirtualClock();
    const gate = new RefreshGate(clock, { refreshesPerSecond: 1_000, refreshesAtOnce: 1 });
    const failing = gate.pass('NA', { run: () => Promise.reject(new TypeError('The disk is full')), signal: open });
    const next = gate.pass('NA', { run: async () => 'next', signal: open });
    await assert.rejects(failing, /disk is full/);
    await clock.advance(10);
    assert.equal(await next, 'next');
  });

  it('begins nothing that waits once it is stopped, and lets what runs end', async () => {
    const clock = createVirtualClock();
    const gate = new RefreshGate(clock, { refreshesPerSecond: 2, refreshesAtOnce: 2 });
    const over = new AbortController();
    let begun = 0;
    const { promise, resolve } = Promise.withResolvers<string>();
    const run = (): Promise<string> => {
      begun += 1;
      return promise;
    };
    const all = Array.from({ length: 500 }, () => gate.pass('NA', { run, signal: over.signal }));
    await clock.settle();
    over.abort();
    assert.deepEqual(await Promise.all(all.slice(1)), Array(499).fill(undefined));
    resolve('ended');
    assert.deepEqual([await all[0], begun, clock.pending()], ['ended', 1, []]);
    assert.equal(await gate.pass('NA', { run, signal: over.signal }), undefined);
    const later = [1, 2].map(() => gate.pass('NA', { run, signal: open }));
    await clock.advance(2_000);
    assert.deepEqual(await Promise.all(later), ['ended', 'ended'], 'every place was given back');
  });
});
