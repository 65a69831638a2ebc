import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { assertNoSecret, findSecrets, maskSecrets, TEST_SECRET_PREFIX } from './secrets.ts';

const samples = {
  'access token': 'Atza|GATEHOUSE-abc123',
  'refresh token': 'Atzr%7CGATEHOUSE-abc123',
  'authorization code': 'GATEHOUSE-CODE-abc123',
  secret: `${TEST_SECRET_PREFIX}abc123`,
};

for (const [kind, sample] of Object.entries(samples)) {
  test(`findSecrets() finds ${kind} with its line, and masks it`, () => {
    const found = findSecrets(`first\n{"header":"Bearer ${sample}"}\nlast`);
    assert.deepEqual(found, [{ kind, line: 2, excerpt: '{"header":"Bearer [secret]"}' }]);
  });
}

test('findSecrets() finds a secret in Basic credentials at every alignment', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 9 }), fc.nat(5), (user, extra) => {
      const encoded = Buffer.from(`${user}:${TEST_SECRET_PREFIX}x${'y'.repeat(extra)}`).toString('base64');
      assert.deepEqual(findSecrets(`Basic ${encoded}`), [
        { kind: 'secret in Base64', line: 1, excerpt: 'Basic [secret]' },
      ]);
    }),
  );
});

test('findSecrets() finds nothing in prose, nor in a bare prefix', () => {
  assert.deepEqual(findSecrets(`Tokens begin with Atza|GATEHOUSE- and keys with ${TEST_SECRET_PREFIX} in tests`), []);
});

test('maskSecrets() leaves no secret behind, whatever surrounds it', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom(...Object.values(samples)))), parts => {
      assert.deepEqual(findSecrets(maskSecrets(parts.join(' '))), []);
    }),
  );
});

test('assertNoSecret() fails with kind and place, without the secret itself', () => {
  assert.throws(
    () => assertNoSecret(`ok\n${samples.secret}`, 'the log'),
    (error: Error) => /Expected no secret in the log, found 1/.test(error.message) && !error.message.includes('abc123'),
  );
  assertNoSecret('nothing here');
});
