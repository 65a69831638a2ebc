import assert from 'node:assert/strict';
import { test } from 'node:test';
import { absent, edit } from './edit.ts';

const value = { a: { b: [1, 2, 3] }, c: 'x' };

test('edit() sets members and items, and leaves the original alone', () => {
  assert.deepEqual(edit(value, '/a/b/1', 9), { a: { b: [1, 9, 3] }, c: 'x' });
  assert.deepEqual(edit(value, '/a/b/3', 4), { a: { b: [1, 2, 3, 4] }, c: 'x' });
  assert.deepEqual(edit(value, '/d', 1), { a: { b: [1, 2, 3] }, c: 'x', d: 1 });
  assert.deepEqual(edit(value, '/d/e', 1), { a: { b: [1, 2, 3] }, c: 'x', d: { e: 1 } });
  assert.deepEqual(value, { a: { b: [1, 2, 3] }, c: 'x' });
});

test('edit() removes members and items', () => {
  assert.deepEqual(edit(value, '/c', absent), { a: { b: [1, 2, 3] } });
  assert.deepEqual(edit(value, '/a/b/0', absent), { a: { b: [2, 3] }, c: 'x' });
  assert.deepEqual(edit(value, '/nothing', absent), value);
});

test('edit() keeps the order of members', () => {
  assert.equal(JSON.stringify(edit(value, '/a', 1)), '{"a":1,"c":"x"}');
});
