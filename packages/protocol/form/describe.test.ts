import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { describeAllowed, describeName, describeValue } from './describe.ts';

describe('describeValue()', () => {
  it('shows scalars as JSON and cuts long text', () => {
    assert.equal(describeValue('a"b'), '"a\\"b"');
    assert.equal(describeValue(1.5), '1.5');
    assert.equal(describeValue(null), 'null');
    assert.equal(describeValue([1]), 'an array of 1 item');
    assert.equal(describeValue({}), 'an object');
    assert.equal(describeValue(undefined), 'absent');
    fc.assert(fc.property(fc.string({ minLength: 100 }), text => describeValue(text).length <= 6 * 60 + 3));
  });

  it('never shows a token', () => {
    for (const text of [
      'Atza|gatehouse-secret',
      'Atzr|gatehouse-secret',
      'Atc|gatehouse-secret',
      'Bearer gatehouse-secret',
    ]) {
      assert.equal(describeValue(text), 'a token');
      assert.equal(describeName(text), 'a token');
    }
  });
});

describe('describeName()', () => {
  it('leaves plain names alone and quotes the others', () => {
    assert.equal(describeName('lamp-1'), 'lamp-1');
    assert.equal(describeName('Alexa.PowerController'), 'Alexa.PowerController');
    assert.equal(describeName('lamp 1'), '"lamp 1"');
    assert.equal(describeName('a\nb'), '"a\\nb"');
  });
});

describe('describeAllowed()', () => {
  it('says what a form allows', () => {
    assert.equal(describeAllowed({ type: 'boolean' }), 'true or false');
    assert.equal(describeAllowed({ const: 3 }), '3');
    assert.equal(describeAllowed({ type: 'number', minimum: 0 }), '0 or more');
    assert.equal(describeAllowed({ type: 'integer', maximum: 9 }), 'whole numbers at most 9');
    assert.equal(describeAllowed({ type: 'string', minLength: 1 }), 'text that is not empty');
    assert.equal(describeAllowed({ type: 'string', minLength: 2 }), 'text of at least 2 characters');
    assert.equal(describeAllowed({}), 'another form');
  });
});
