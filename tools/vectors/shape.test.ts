import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusedOf, type Shape, takenOf } from './shape.ts';

test('takenOf() and refusedOf() stand on both sides of each bound', () => {
  const percent: Shape = { type: 'integer', from: 0, to: 100 };
  assert.deepEqual(takenOf(percent), [0, 1, 99, 100]);
  assert.deepEqual(refusedOf(percent).slice(0, 3), [
    [-1, '', 'range'],
    [101, '', 'range'],
    [0.5, '', 'value'],
  ]);
});

test('takenOf() has each word of an enumeration, refusedOf() words that are none', () => {
  const state: Shape = { type: 'words', members: ['ON', 'OFF'] };
  assert.deepEqual(takenOf(state), ['ON', 'OFF']);
  const refused = refusedOf(state).map(([value]) => value);
  assert.deepEqual(refused.slice(0, 4), ['on', 'ON ', 'NO_SUCH_MEMBER', '']);
});

test('refusedOf() points to the member of an object that is missing or wrong', () => {
  const value: Shape = {
    type: 'object',
    members: { value: { type: 'number' }, more: { type: 'boolean' } },
    required: ['value'],
  };
  const pointers = refusedOf(value).map(([wrong, pointer]) => [JSON.stringify(wrong), pointer]);
  assert.ok(pointers.some(([wrong, pointer]) => wrong === '{}' && pointer === '/value'));
  assert.ok(pointers.some(([, pointer]) => pointer === '/more'));
  assert.deepEqual(takenOf(value)[0], { value: -1e6 });
});

test('refusedOf() points to the item of a list that is wrong', () => {
  const list: Shape = { type: 'list', items: { type: 'boolean' } };
  assert.deepEqual(takenOf(list), [[], [true], [false]]);
  assert.ok(refusedOf(list).some(([value, pointer]) => JSON.stringify(value) === '["true"]' && pointer === '/0'));
});
