import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseJsonText } from './json-text.ts';

test('parseJsonText() gives the value of a JSON text', () => {
  assert.deepEqual(parseJsonText('{"a":[1,null]}'), { a: [1, null] });
});

test('parseJsonText() gives undefined when the text is no JSON', () => {
  for (const text of ['', ' ', '{', '<html>', 'undefined', '{"a":1}x']) assert.equal(parseJsonText(text), undefined);
});

test('parseJsonText() stands a text that is nothing but brackets', () => {
  assert.equal(parseJsonText('['.repeat(65_536)), undefined);
});
