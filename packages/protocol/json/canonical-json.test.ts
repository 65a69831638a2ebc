import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { encodeCanonicalJson } from './canonical-json.ts';

function reverseMembers(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(reverseMembers);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]): [string, unknown] => [name, reverseMembers(member)])
      .reverse(),
  );
}

describe('encodeCanonicalJson()', () => {
  it('says the same value as JSON does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        assert.deepEqual(JSON.parse(encodeCanonicalJson(value)), JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('does not depend on the order of members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        assert.equal(encodeCanonicalJson(reverseMembers(value)), encodeCanonicalJson(value));
      }),
    );
  });

  it('tells different values apart', () => {
    assert.notEqual(encodeCanonicalJson([1, 2]), encodeCanonicalJson([2, 1]));
    assert.notEqual(encodeCanonicalJson('1'), encodeCanonicalJson(1));
    assert.notEqual(encodeCanonicalJson({ a: null }), encodeCanonicalJson({}));
  });

  it('leaves out members that are undefined', () => {
    assert.equal(encodeCanonicalJson({ b: undefined, a: [undefined] }), '{"a":[null]}');
  });
});
