import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Secret } from '../platform/secret.ts';
import { encodeForeignText } from './foreign-text.ts';

test('encodeForeignText() leaves an ordinary sentence alone', () => {
  const text = 'The access token is invalid, expired, or malformed.';
  assert.equal(encodeForeignText(text, [new Secret('gatehouse-secret-1')]), text);
});

test('encodeForeignText() takes out the secrets of the request, spelt plainly, for a URL or for a form', () => {
  const secret = new Secret('gatehouse-secret-a b|c');
  const spellings = ['gatehouse-secret-a b|c', 'gatehouse-secret-a%20b%7Cc', 'gatehouse-secret-a+b%7Cc'];
  for (const spelling of spellings) assert.equal(encodeForeignText(`Bad ${spelling}!`, [secret]), 'Bad [secret]!');
});

test('encodeForeignText() takes out whatever looks like a token of Amazon', () => {
  assert.equal(encodeForeignText('Token Atza|IwEB-x_y.z= and Atzr%7CIwEB!', []), 'Token [secret] and [secret]!');
  assert.equal(encodeForeignText('Token Atc|MQEB-x_y.z= is bad', []), 'Token [secret] is bad');
});

test('encodeForeignText() turns control characters into spaces', () => {
  assert.equal(encodeForeignText('one\r\n{"level":"error"}\u001b[31m', []), 'one {"level":"error"} [31m');
});

test('encodeForeignText() leaves no part of a secret at its cut', () => {
  const secret = new Secret(`gatehouse-secret-${'x'.repeat(100)}`);
  const text = encodeForeignText('a'.repeat(450) + secret.reveal(), [secret]);
  assert.ok(text.length <= 500);
  assert.ok(!text.includes('gatehouse'));
});

test('encodeForeignText() keeps no secret, wherever it stands', () => {
  const secretText = fc.string({ unit: 'binary', minLength: 8, maxLength: 40 }).map(text => `gatehouse-secret-${text}`);
  fc.assert(
    fc.property(fc.string(), secretText, fc.string(), (before, value, after) => {
      const text = encodeForeignText(before + value + after, [new Secret(value), new Secret('')]);
      assert.ok(!text.includes(value));
    }),
  );
});

test('encodeForeignText() stands a secret that is no proper text', () => {
  const secret = new Secret('gatehouse-secret-\ud800');
  assert.equal(encodeForeignText(`Bad ${secret.reveal()}!`, [secret]), 'Bad [secret]!');
});
