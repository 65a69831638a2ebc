import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeLedger } from './ledger-routes.ts';

const counts = fc.record({
  pending: fc.nat(),
  delivered: fc.nat(),
  coalesced: fc.nat(),
  expired: fc.nat(),
  dead: fc.nat(),
  dropped: fc.nat(),
  parked: fc.nat(),
});

test('encodeLedger() is balanced exactly when nothing is missing', () => {
  fc.assert(
    fc.property(counts, fc.integer({ min: -1, max: 1 }), (ends, missing) => {
      const accepted = Object.values(ends).reduce((sum, count) => sum + count, 0) + missing;
      assert.deepEqual(encodeLedger({ ...ends, accepted }), { ...ends, accepted, balanced: missing === 0 });
    }),
  );
});
