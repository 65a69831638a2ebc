import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createSeededRandom } from './seeded-random.ts';

test('createSeededRandom() repeats itself when the seed is the same', () => {
  fc.assert(
    fc.property(fc.integer(), seed => {
      const [one, two] = [createSeededRandom(seed), createSeededRandom(seed)];
      assert.deepEqual([one.next(), one.uuid(), one.bytes(5)], [two.next(), two.uuid(), two.bytes(5)]);
    }),
  );
});

test('createSeededRandom() differs when the seed differs', () => {
  assert.notEqual(createSeededRandom(1).uuid(), createSeededRandom(2).uuid());
});

test('next() stays from 0 to below 1 and spreads evenly', () => {
  const random = createSeededRandom(42);
  const tenths = new Array<number>(10).fill(0);
  for (let i = 0; i < 10_000; i++) {
    const value = random.next();
    assert.ok(value >= 0 && value < 1);
    const tenth = Math.floor(value * 10);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  for (const count of tenths) assert.ok(count > 850 && count < 1150, `a tenth of the range was hit ${count} times`);
});

test('uuid() is a version 4 UUID in lower case, new each time', () => {
  const random = createSeededRandom();
  const seen = new Set(Array.from({ length: 1000 }, () => random.uuid()));
  assert.equal(seen.size, 1000);
  for (const uuid of seen) assert.match(uuid, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('bytes() has the length asked for', () => {
  assert.equal(createSeededRandom().bytes(0).length, 0);
  assert.equal(createSeededRandom().bytes(33).length, 33);
});
