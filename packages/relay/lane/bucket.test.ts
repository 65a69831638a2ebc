import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { BUCKETS, bucketOf, bucketOfEventId, encodeEventId } from './bucket.ts';

describe('bucketOf()', () => {
  it('never changes, because it is part of every stored key', () => {
    assert.deepEqual(['', 'customer-1', 'amzn1.account.X', 'Zürich'].map(bucketOf), [3525, 535, 29, 1341]);
  });

  it('spreads customers evenly', () => {
    const counts = new Map<number, number>();
    for (let i = 0; i < 10 * BUCKETS; i++) {
      const bucket = bucketOf(`customer-${i}`);
      counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
    }
    assert.ok(Math.max(...counts.values()) <= 40, 'four times the mean at most');
    assert.ok(counts.size > 0.95 * BUCKETS);
  });
});

describe('bucketOfEventId()', () => {
  it('reads back the bucket of the customer', () => {
    fc.assert(
      fc.property(fc.string(), fc.uuid(), (customer, uuid) => {
        assert.equal(bucketOfEventId(encodeEventId(customer, uuid)), bucketOf(customer));
      }),
    );
  });

  for (const text of ['', 'evt_', 'evt_000', 'evt_0000_00000000-0000-4000-8000-000000000000', 'EVT_000_x']) {
    it(`takes ${JSON.stringify(text)} for no event id`, () => {
      assert.equal(bucketOfEventId(text), undefined);
    });
  }
});
