import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { capabilities } from '../index.ts';
import { createQuickCheck, passesQuickCheck } from './create-quick-check.ts';
import { createForm } from './form.ts';
import type { FormSchema } from './form-schema.ts';

const setpoint: FormSchema = {
  type: 'object',
  required: ['value', 'scale'],
  properties: { value: { type: 'number', minimum: -50, maximum: 50 }, scale: { enum: ['CELSIUS', 'KELVIN'] } },
};

/** Every schema that a quick check is made of, and some that it must leave alone. */
const schemas: readonly FormSchema[] = [
  ...capabilities.flatMap(({ properties }) => Object.values(properties).map(({ schema }) => schema)),
  setpoint,
  {},
  { type: 'integer', minimum: 0 },
  { type: 'string', minLength: 2, maxLength: 3 },
  { type: 'string', pattern: '^a' },
  { type: 'object', properties: { a: {}, b: {}, c: {}, d: { type: 'number' } }, required: ['d', 'e'] },
  { type: 'object', minProperties: 2, properties: { a: { type: 'number' } } },
  { type: 'array', items: { type: 'number' } },
  { anyOf: [{ type: 'number' }, { type: 'string' }] },
  { enum: [1, true, 'x'] },
  { type: 'string', enum: ['x', 1] },
  { const: 3 },
];

const wordsOf = (schema: FormSchema): readonly unknown[] => [
  ...(schema.enum ?? []),
  ...Object.values(schema.properties ?? {}).flatMap(wordsOf),
];
const words = [...new Set(schemas.flatMap(wordsOf))];
const names = [...new Set(schemas.flatMap(({ properties }) => Object.keys(properties ?? {})))];

/** Values made of the words and names of the schemas, so that many of them fit. */
const value: fc.Arbitrary<unknown> = fc.letrec(tie => ({
  scalar: fc.oneof(
    fc.constantFrom(...words),
    fc.integer({ min: -60, max: 120 }),
    fc.constantFrom(
      0.5,
      Number.POSITIVE_INFINITY,
      Number.NaN,
      null,
      undefined,
      true,
      '',
      'x',
      '😀',
      '😀😀',
      'four',
      2200,
      7000,
    ),
  ),
  object: fc.dictionary(fc.constantFrom(...names), tie('any'), { maxKeys: 4 }),
  any: fc.oneof({ depthSize: 'small' }, tie('scalar'), tie('object'), fc.array(tie('any'), { maxLength: 2 })),
})).any;

describe('passesQuickCheck()', () => {
  it('takes only what the form takes', () => {
    const pairs = schemas.map(schema => ({ quick: createQuickCheck(schema), form: createForm(schema), schema }));
    fc.assert(
      fc.property(value, candidate => {
        for (const { quick, form, schema } of pairs) {
          assert.ok(
            !passesQuickCheck(quick, candidate) || form.check(candidate),
            JSON.stringify({ schema, candidate }),
          );
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('takes what is plain', () => {
    const check = createQuickCheck(setpoint);
    assert.ok(passesQuickCheck(check, { value: 20.5, scale: 'CELSIUS' }));
    assert.ok(passesQuickCheck(check, { scale: 'KELVIN', value: 50 }));
    assert.ok(passesQuickCheck(createQuickCheck({ type: 'integer', minimum: 0, maximum: 100 }), 100));
    assert.ok(passesQuickCheck(createQuickCheck({ enum: ['A', 'B', 'C', 'D'] }), 'D'));
    assert.ok(passesQuickCheck(createQuickCheck({ type: 'boolean' }), false));
    assert.ok(passesQuickCheck(createQuickCheck({ type: 'string', minLength: 1 }), 'a'));
  });

  it('leaves alone what is missing, unknown, inherited, out of range or of another type', () => {
    const check = createQuickCheck(setpoint);
    for (const odd of [
      { value: 20 },
      { value: 51, scale: 'KELVIN' },
      { value: '20', scale: 'KELVIN' },
      { value: 20, scale: 'kelvin' },
      { value: 20, scale: 'KELVIN', more: [[[]]] },
      Object.create({ value: 20, scale: 'KELVIN' }),
      Object.assign([], { value: 20, scale: 'KELVIN' }),
      null,
    ]) {
      assert.ok(!passesQuickCheck(check, odd));
    }
  });
});
