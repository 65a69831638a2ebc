import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import fc from 'fast-check';
import { parseBody } from './parse-body.ts';

function codeOf(text: string): string | undefined {
  try {
    parseBody(text);
  } catch (error) {
    return error instanceof GatehouseError ? error.code : String(error);
  }
  return undefined;
}

test('parseBody() reads whatever JSON writes', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8 }), value =>
      assert.deepEqual(parseBody(JSON.stringify(value)), JSON.parse(JSON.stringify(value))),
    ),
  );
});

test('parseBody() takes an empty body for none', () => {
  assert.equal(parseBody(''), undefined);
});

for (const text of ['{', 'x', "{'a':1}", '[1,]', '"\\', '\u0000']) {
  test(`parseBody() says invalid-json when it reads ${JSON.stringify(text)}`, () => {
    assert.equal(codeOf(text), 'invalid-json');
  });
}

test('parseBody() says where the text ceases to be JSON, and takes no word of the text for it', () => {
  assert.throws(() => parseBody('{"a":1,}'), {
    message: 'The body is not JSON at position 7; allowed is JSON in UTF-8',
  });
  assert.throws(() => parseBody('x in JSON at position 4'), {
    message: 'The body is not JSON; allowed is JSON in UTF-8',
  });
});

test('parseBody() takes 64 levels and refuses one more, before parsing', () => {
  assert.equal(codeOf(`${'['.repeat(64)}${']'.repeat(64)}`), undefined);
  assert.equal(codeOf(`${'[{"a":'.repeat(32)}[${']}'.repeat(32)}`), 'invalid-request');
  assert.equal(codeOf('['.repeat(1_000_000)), 'invalid-request');
});

test('parseBody() does not count brackets inside of strings', () => {
  const text = JSON.stringify({ a: '[{'.repeat(100), '"\\[': '\\"'.repeat(40) });
  assert.equal(codeOf(text), undefined);
});

test('parseBody() says nothing of what it read', () => {
  try {
    parseBody('{"token":"hunter2"');
    assert.fail('It was taken');
  } catch (error) {
    assert.doesNotMatch(String(error), /hunter2/);
  }
});
