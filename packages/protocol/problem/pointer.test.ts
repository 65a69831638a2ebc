import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { encodePointer, parsePointer } from './pointer.ts';

describe('pointer', () => {
  it('parsePointer() reads what encodePointer() writes, for every path', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.nat())), path => {
        assert.deepEqual(parsePointer(encodePointer(path)), path.map(String));
      }),
    );
  });

  it('encodePointer() keeps the examples of RFC 6901', () => {
    assert.equal(encodePointer([]), '');
    assert.equal(encodePointer(['foo', 0]), '/foo/0');
    assert.equal(encodePointer(['']), '/');
    assert.equal(encodePointer(['a/b']), '/a~1b');
    assert.equal(encodePointer(['m~n']), '/m~0n');
  });

  it('parsePointer() refuses what is no pointer', () => {
    for (const text of ['a', '/a~', '/a~2']) {
      assert.equal(parsePointer(text), undefined, text);
    }
  });
});
