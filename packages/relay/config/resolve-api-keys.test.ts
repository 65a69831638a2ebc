import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import { createRelayConfig } from './create-relay-config.ts';

const ONE = { id: 'one', hash: 'a'.repeat(64) };
const TWO = { id: 'two', hash: 'b'.repeat(64), scopes: ['read', 'write'], expiresAt: '2027-01-31T00:00:00Z' };

test('createRelayConfig() takes API keys by their hashes, from the file and from the environment', () => {
  const expected = [ONE, { ...TWO, expiresAt: Date.UTC(2027, 0, 31) }];
  assert.deepEqual(createRelayConfig({ section: { apiKeys: [ONE, TWO] } }).apiKeys, expected);
  const env = { GATEHOUSE_RELAY_API_KEYS: JSON.stringify([ONE, TWO]) };
  assert.deepEqual(createRelayConfig({ section: { apiKeys: [{ ...ONE, id: 'file' }] }, env }).apiKeys, expected);
  assert.equal(createRelayConfig({}).apiKeys, undefined);
});

test('createRelayConfig() listens beyond loopback when there is an API key by its hash', () => {
  assert.equal(createRelayConfig({ section: { host: '0.0.0.0', apiKeys: [ONE] } }).host, '0.0.0.0');
});

const BARE = 'gatehouse-secret-bare-key';
const refused: readonly (readonly [string, unknown, string, string])[] = [
  ['no list', ONE, 'config-invalid', '/apiKeys'],
  ['an empty list', [], 'config-invalid', '/apiKeys'],
  ['an entry without a hash', [{ id: 'one' }], 'config-invalid', '/apiKeys/0'],
  ['a key in the place of its hash', [{ id: 'one', hash: BARE }], 'config-invalid', '/apiKeys/0/hash'],
  ['a key beside its hash', [{ ...ONE, key: BARE }], 'config-unknown-key', '/apiKeys/0/key'],
  ['an id with a blank', [{ ...ONE, id: 'o ne' }], 'config-invalid', '/apiKeys/0/id'],
  ['a scope that is none', [{ ...ONE, scopes: ['all'] }], 'config-invalid', '/apiKeys/0/scopes/0'],
  ['no scope at all', [{ ...ONE, scopes: [] }], 'config-invalid', '/apiKeys/0/scopes'],
  ['an end that is no time', [ONE, { ...TWO, expiresAt: 'soon' }], 'config-invalid', '/apiKeys/1/expiresAt'],
  ['an id twice', [ONE, { ...TWO, id: 'one' }], 'config-invalid', '/apiKeys/1/id'],
  ['a key twice', [ONE, { ...TWO, hash: ONE.hash }], 'config-invalid', '/apiKeys/1/hash'],
];

for (const [what, apiKeys, code, pointer] of refused) {
  test(`createRelayConfig() refuses API keys with ${what} as ${code}, and repeats none of them`, () => {
    assert.throws(
      () => createRelayConfig({ section: { apiKeys } }),
      (error: unknown) => {
        assert.ok(error instanceof GatehouseError);
        assert.deepEqual([error.code, error.pointer], [code, pointer], error.message);
        assert.equal(error.message.includes(BARE), false);
        return true;
      },
    );
  });
}
