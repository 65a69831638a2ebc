import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { timeOrderedUuid } from './time-ordered-uuid.ts';

const UUID = '919108f7-52d1-4320-9bac-f847db4148a8';

test('timeOrderedUuid() makes the UUID of RFC 9562, appendix A.6, of its time', () => {
  const made = timeOrderedUuid('ffffffff-ffff-4cc3-98c4-dc0c0c07398f', 1_645_557_742_000);
  assert.equal(made, '017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
});

test('timeOrderedUuid() keeps the form of a UUID at any time, and the order of times as text', () => {
  const times = fc.integer({ min: -1, max: 2 ** 48 - 1 });
  fc.assert(
    fc.property(times, times, fc.uuid({ version: 4 }), (a, b, uuid) => {
      const [first, second] = [timeOrderedUuid(UUID, Math.min(a, b)), timeOrderedUuid(uuid, Math.max(a, b))];
      for (const one of [first, second])
        assert.match(one, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      assert.ok(first.slice(0, 13) <= second.slice(0, 13));
      assert.equal(second.slice(15), uuid.slice(15));
    }),
  );
});
