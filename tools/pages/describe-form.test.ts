import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FormSchema } from '@gatehouse/protocol';
import { describeForm, listMembers } from './describe-form.ts';

const descriptions: readonly (readonly [FormSchema, string])[] = [
  [{}, 'anything'],
  [{ const: 3 }, '`3`'],
  [{ enum: ['ON', 'OFF'] }, '`ON`, `OFF`'],
  [{ type: 'string' }, 'text'],
  [{ type: 'string', minLength: 1 }, 'text, not empty'],
  [{ type: 'string', minLength: 1, maxLength: 9, pattern: '^a' }, 'text, not empty (1 to 9 characters, `^a`)'],
  [{ type: 'string', rule: 'timestamp' }, 'a time in UTC'],
  [{ type: 'string', allowed: 'a name' }, 'a name'],
  [{ type: 'integer', minimum: 0, maximum: 100 }, 'a whole number, 0 to 100'],
  [{ type: 'number', minimum: 0 }, 'a number, 0 or more'],
  [{ type: 'number', maximum: 5 }, 'a number, at most 5'],
  [{ type: 'boolean' }, '`true`, `false`'],
  [{ type: 'array', minItems: 1, items: { enum: ['A'] } }, 'a list (1 or more items) of `A`'],
  [{ type: 'array' }, 'a list'],
  [{ type: 'array', uniqueItems: true }, 'a list, each once'],
  [{ type: 'object', additionalProperties: false }, 'an empty object'],
  [{ type: 'object' }, 'an object of any members'],
  [{ type: 'object', properties: { a: {} } }, 'an object'],
  [{ anyOf: [{ type: 'boolean' }, { const: 'x' }, { const: 'x' }] }, '`true`, `false`; or `x`'],
];

for (const [schema, words] of descriptions) {
  test(`describeForm() says "${words}" of ${JSON.stringify(schema)}`, () => {
    assert.equal(describeForm(schema), words);
  });
}

test('listMembers() lists members below members and the members of items, with whether they are required', () => {
  const schema: FormSchema = {
    type: 'object',
    required: ['a'],
    properties: {
      a: { type: 'object', properties: { b: { const: 1 } } },
      list: { type: 'array', items: { type: 'object', required: ['c'], properties: { c: { const: 2 } } } },
      names: { type: 'array', items: { type: 'string' } },
    },
  };
  assert.deepEqual(
    listMembers(schema).map(({ path, required, allowed }) => [path, required, allowed]),
    [
      ['a', true, 'an object'],
      ['a.b', false, '`1`'],
      ['list', false, 'a list of objects'],
      ['list[].c', true, '`2`'],
      ['names', false, 'a list of text'],
    ],
  );
});
