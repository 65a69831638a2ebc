import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { attributeNameOf, isOddReference, listReferences, referTo } from './attribute-reference.ts';

describe('attributeNameOf()', () => {
  it('is what referTo() was given, and the reference is the documented one', () => {
    assert.equal(referTo('sellerName'), 'localizedattribute:sellerName');
    fc.assert(fc.property(fc.string({ minLength: 1 }), name => attributeNameOf(referTo(name)) === name));
  });

  it('is undefined for plain text and for other spellings', () => {
    for (const text of ['', 'AnyCompany', 'localizedattribute:', 'localizedAttribute:a', 'by localizedattribute:a']) {
      assert.equal(attributeNameOf(text), undefined, text);
    }
  });
});

describe('isOddReference()', () => {
  it('tells what seems to refer and does not', () => {
    for (const text of [
      'localizedattribute:',
      'localizedAttribute:a',
      'by localizedattribute:a',
      referTo(referTo('a')),
    ]) {
      assert.equal(isOddReference(text), true, text);
    }
    for (const text of ['', 'AnyCompany', 'localizedattribute', referTo('a')]) {
      assert.equal(isOddReference(text), false, text);
    }
  });
});

describe('listReferences()', () => {
  it('finds each text that refers, at any depth, by its path; names of members are none', () => {
    const payload = { a: referTo('x'), b: [{ c: referTo('y') }, 'plain', 7], [referTo('z')]: 'plain', d: null };
    assert.deepEqual(listReferences(payload), [
      { path: ['a'], name: 'x' },
      { path: ['b', 0, 'c'], name: 'y' },
    ]);
    for (const nothing of [undefined, null, 7, {}, []]) assert.deepEqual(listReferences(nothing), []);
  });
});
