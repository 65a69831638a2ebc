import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { fingerprintSecret, matchesSecret, SALT_BYTES } from './secret-fingerprint.ts';

const salts = fc.uint8Array({ minLength: SALT_BYTES, maxLength: SALT_BYTES });

test('matchesSecret() knows the secret by its fingerprint, and no other text', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), salts, (secret, text, salt) => {
      const fingerprint = fingerprintSecret(secret, salt);
      assert.equal(matchesSecret(fingerprint, secret), true);
      assert.equal(matchesSecret(fingerprint, text), text === secret);
    }),
  );
});

test('fingerprintSecret() shows equal secrets as different ones, and none as its plain hash', () => {
  const secret = 'gatehouse-secret-fingerprint';
  const [one, other] = [1, 2].map(byte => fingerprintSecret(secret, new Uint8Array(SALT_BYTES).fill(byte)));
  assert.notEqual(one?.hash, other?.hash);
  assert.notEqual(one?.hash, hash('sha256', secret, 'base64'));
  assert.ok(!JSON.stringify([one, other]).includes(secret));
});
