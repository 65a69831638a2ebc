import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isJsonObject, memberOf, textAt } from './json-object.ts';

describe('json-object', () => {
  it('isJsonObject() is true for objects only', () => {
    assert.equal(isJsonObject({}), true);
    for (const value of [null, undefined, [], 'a', 1, true]) {
      assert.equal(isJsonObject(value), false);
    }
  });

  it('memberOf() sees own members only', () => {
    assert.equal(memberOf({ a: 1 }, 'a'), 1);
    assert.equal(memberOf({}, 'toString'), undefined);
    assert.equal(memberOf(null, 'a'), undefined);
  });

  it('textAt() answers text and nothing else', () => {
    assert.equal(textAt({ a: { b: 'c' } }, ['a', 'b']), 'c');
    assert.equal(textAt({ a: { b: 1 } }, ['a', 'b']), undefined);
    assert.equal(textAt({ a: 'b' }, ['a', 'b']), undefined);
    assert.equal(textAt('a', []), 'a');
  });
});
