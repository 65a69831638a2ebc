import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import { Compile } from 'typebox/schema';
import { isMediaType } from './media-type.ts';
import { parseShape } from './shape.ts';

const validator = Compile({
  type: 'object',
  additionalProperties: false,
  required: ['size'],
  properties: {
    size: { type: 'integer', minimum: 1 },
    colour: { enum: ['red', 'green'] },
    kind: { const: 'box' },
    inner: { type: 'object', additionalProperties: false, properties: { 'a/b': { type: 'string' } } },
    either: { anyOf: [{ type: 'boolean' }, { type: 'object', additionalProperties: false, properties: {} }] },
  },
} as const);

describe('parseShape()', () => {
  it('answers the value itself when it has the shape', () => {
    const value = { size: 1, colour: 'red' };
    assert.equal(parseShape<unknown>(validator, value, { what: 'box' }), value);
  });

  const wrong: readonly [string, unknown, string, RegExp][] = [
    [
      'an unknown member',
      { size: 1, wide: 2 },
      '/wide',
      /: no such member is known; allowed are size, colour, kind, inner, either$/,
    ],
    [
      'an unknown member further down, escaped',
      { size: 1, inner: { 'c/d~': 1 } },
      '/inner/c~1d~0',
      /; allowed are a\/b$/,
    ],
    ['a missing member', {}, '/size', /required/],
    ['a value outside the enumeration', { size: 1, colour: 'blue' }, '/colour', /: red, green; found "blue"$/],
    ['a value that is not the only one', { size: 1, kind: 'bag' }, '/kind', /: box; found "bag"$/],
    ['a wrong type', { size: 1, inner: { 'a/b': 3 } }, '/inner/a~1b', /string; found a number$/],
    ['no object at all', undefined, '', /object; found nothing$/],
    ['a text in place of a number, without quoting it', { size: 'hush' }, '/size', /integer; found a string$/],
    ['a number that is too small', { size: 0 }, '/size', />= 1; found 0$/],
    ['a long text in place of a word', { size: 1, colour: 'x'.repeat(41) }, '/colour', /a text of 41 characters$/],
    ['an unknown member of one of two forms', { size: 1, either: { z: 1 } }, '/either/z', /: no such member is known$/],
  ];
  for (const [name, value, pointer, message] of wrong) {
    it(`refuses ${name}`, () => {
      assert.throws(
        () => parseShape<unknown>(validator, value, { what: 'box', code: 'config-invalid' }),
        (error: unknown) => {
          assert.ok(error instanceof GatehouseError);
          assert.deepEqual([error.code, error.pointer], ['config-invalid', pointer]);
          assert.match(error.message, message);
          assert.match(error.message, /^Cannot take the box/);
          return true;
        },
      );
    });
  }
});

describe('isMediaType()', () => {
  it('ignores case and parameters', () => {
    assert.equal(isMediaType('Application/JSON; charset=UTF-8', 'application/json'), true);
    assert.equal(isMediaType('application/jsonp', 'application/json'), false);
    assert.equal(isMediaType(undefined, 'application/json'), false);
  });
});
