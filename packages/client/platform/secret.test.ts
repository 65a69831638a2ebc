import assert from 'node:assert/strict';
import { test } from 'node:test';
import { format, inspect } from 'node:util';
import { SECRET_PLACEHOLDER, Secret } from './secret.ts';

const value = 'gatehouse-secret-value';
const secret = new Secret(value);

test('reveal() gives the value', () => {
  assert.equal(secret.reveal(), value);
});

test('Secret prints as the placeholder when made text or JSON', () => {
  assert.equal(`${secret}`, SECRET_PLACEHOLDER);
  assert.equal(String(secret), SECRET_PLACEHOLDER);
  assert.equal(JSON.stringify({ token: secret }), `{"token":"${SECRET_PLACEHOLDER}"}`);
});

test('Secret keeps its value from every kind of inspection', () => {
  const shown = [
    inspect(secret),
    inspect({ deep: [secret] }, { depth: null, showHidden: true, customInspect: false }),
    format('%s %o %O %j', secret, secret, secret, secret),
    Object.entries(secret).join(),
    inspect(new Error('outer', { cause: { secret } })),
    JSON.stringify(structuredClone({ ...secret })),
  ];
  for (const text of shown) assert.ok(!text.includes(value), text);
});
