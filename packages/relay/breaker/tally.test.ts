import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isWidespread, Tally } from './tally.ts';

describe('isWidespread()', () => {
  const rule = { customers: 10, share: 0.5 };
  for (const [badly, well, expected] of [
    [0, 0, false],
    [9, 0, false],
    [10, 0, true],
    [10, 10, true],
    [10, 11, false],
    [100, 900, false],
    [600, 400, true],
  ] as const) {
    it(`says ${expected} for ${badly} that fare badly and ${well} that fare well`, () => {
      assert.equal(isWidespread({ badly, well }, rule), expected);
    });
  }
});

describe('Tally', () => {
  it('counts each customer once, by its last word', () => {
    const tally = new Tally(10_000);
    tally.note('a', 'badly', 0);
    tally.note('a', 'badly', 6_000);
    tally.note('b', 'badly', 6_000);
    tally.note('b', 'well', 6_001);
    assert.deepEqual(tally.counts(6_001), { badly: 1, well: 1 });
  });

  it('forgets what is older than the window', () => {
    const tally = new Tally(10_000);
    tally.note('a', 'badly', 0);
    tally.note('b', 'well', 5_500);
    assert.deepEqual(tally.counts(9_000), { badly: 1, well: 1 });
    assert.deepEqual(tally.counts(11_000), { badly: 0, well: 1 });
    assert.deepEqual(tally.counts(60_000), { badly: 0, well: 0 });
  });

  it('begins anew when cleared', () => {
    const tally = new Tally(10_000);
    tally.note('a', 'badly', 0);
    tally.clear();
    assert.deepEqual(tally.counts(0), { badly: 0, well: 0 });
  });

  it('stays bounded however many customers there are', () => {
    const tally = new Tally(10_000);
    for (let i = 0; i < 30_000; i++) tally.note(`c-${i}`, 'badly', 0);
    assert.equal(tally.counts(0).badly, 10_000);
  });
});
