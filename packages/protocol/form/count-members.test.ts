import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { countMembers } from './count-members.ts';

it('countMembers() counts the members of any object of JSON', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), value => {
      const parsed: object = JSON.parse(JSON.stringify(value));
      assert.equal(countMembers(parsed), Object.keys(parsed).length);
    }),
  );
});

it('countMembers() is -1 for an array and for members that are not own', () => {
  assert.equal(countMembers([]), -1);
  assert.equal(countMembers(Object.create({ namespace: 'Alexa' })), -1);
  assert.equal(countMembers(Object.assign(Object.create({ a: 1 }), { b: 2 })), -1);
});
