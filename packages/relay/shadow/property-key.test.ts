import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodePropertyKey, keyOf } from './property-key.ts';

const text = fc.string({ maxLength: 4 });
const key = fc.record({ namespace: text, name: text, instance: text }, { requiredKeys: ['namespace', 'name'] });

test('encodePropertyKey() gives equal texts for equal keys only', () => {
  fc.assert(
    fc.property(key, key, (a, b) => {
      const same = a.namespace === b.namespace && a.name === b.name && a.instance === b.instance;
      assert.equal(encodePropertyKey(a) === encodePropertyKey(b), same);
    }),
  );
});

test('keyOf() leaves out everything that is not the key', () => {
  const property = { namespace: 'N', name: 'n', instance: 'i', value: 1 };
  assert.deepEqual(keyOf(property), { namespace: 'N', name: 'n', instance: 'i' });
  assert.deepEqual(Object.keys(keyOf({ namespace: 'N', name: 'n' })), ['namespace', 'name']);
});
