import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeLines, parseLines } from './json-lines.ts';

test('parseLines() returns what encodeLines() was given, however it was appended', () => {
  const lists = fc.array(fc.array(fc.jsonValue({ noUnicodeString: false })));
  fc.assert(
    fc.property(lists, values => {
      const text = values.map(encodeLines).join('');
      assert.deepEqual(parseLines(text), JSON.parse(JSON.stringify(values.flat())));
    }),
  );
});
