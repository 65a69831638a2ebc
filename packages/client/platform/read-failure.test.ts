import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeReadFailure } from './read-failure.ts';

for (const [code, words] of [
  ['ENOENT', 'it does not exist'],
  ['EACCES', 'this user may not read it'],
  ['EPERM', 'this user may not read it'],
  ['EISDIR', 'it is a directory'],
  ['EIO', 'EIO: the machine said so'],
] as const) {
  test(`encodeReadFailure() says of ${code}: ${words}`, () => {
    assert.equal(encodeReadFailure(Object.assign(new Error(`${code}: the machine said so`), { code })), words);
  });
}

test('encodeReadFailure() takes whatever was thrown', () => {
  assert.equal(encodeReadFailure('a word'), 'a word');
});
