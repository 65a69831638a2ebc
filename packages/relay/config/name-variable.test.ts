import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import { createRelayConfig } from './create-relay-config.ts';
import { nameVariable } from './name-variable.ts';

const cases: readonly (readonly [env: Record<string, string>, message: RegExp, pointer: string])[] = [
  [{ GATEHOUSE_RELAY_PORT: 'abc' }, /found "abc"; the value comes from GATEHOUSE_RELAY_PORT$/, '/port'],
  [{ GATEHOUSE_RELAY_BACKLOG: '{"customer":"x"}' }, /comes from GATEHOUSE_RELAY_BACKLOG$/, '/backlog/customer'],
  [
    { GATEHOUSE_RELAY_BACKLOG: '{"customr":1}' },
    /^Unknown key.*comes from GATEHOUSE_RELAY_BACKLOG$/,
    '/backlog/customr',
  ],
  [{ GATEHOUSE_RELAY_TTL: '{"default":"x"}' }, /comes from GATEHOUSE_RELAY_TTL$/, '/ttl/default'],
  [{ GATEHOUSE_HANDLER_URL: 'ftp://x' }, /comes from GATEHOUSE_HANDLER_URL$/, '/handlerUrl'],
  [{ GATEHOUSE_EU_URL: 'x' }, /comes from GATEHOUSE_EU_URL$/, '/regions/EU'],
];

for (const [env, message, pointer] of cases) {
  test(`createRelayConfig() names the variable that a wrong value comes from: ${JSON.stringify(env)}`, () => {
    assert.throws(
      () => createRelayConfig({ env }),
      (error: unknown) => {
        assert.ok(error instanceof GatehouseError);
        assert.match(error.message, message);
        assert.equal(error.pointer, pointer);
        return true;
      },
    );
  });
}

test('createRelayConfig() names no variable for a value of the file, nor for another one that is set', () => {
  const env = { GATEHOUSE_RELAY_HOST: '127.0.0.1', GATEHOUSE_RELAY_PORT: '' };
  assert.throws(() => createRelayConfig({ section: { port: 'abc' }, env }), /found "abc"$/);
});

test('nameVariable() names the variable that says the most, and each once', () => {
  const error = new GatehouseError('config-invalid', 'No', { pointer: '/delivery/region', detail: 1 });
  const env = { GATEHOUSE_RELAY_DELIVERY: '{}', GATEHOUSE_RELAY_REGION: 'XX' };
  const named = nameVariable(error, { env });
  assert.ok(named instanceof GatehouseError);
  assert.deepEqual(
    [named.code, named.message, named.detail],
    ['config-invalid', 'No; the value comes from GATEHOUSE_RELAY_REGION', 1],
  );
  assert.equal(nameVariable(named, { env }), named);
});

test('nameVariable() names the variable of a file where there can be one', () => {
  const error = new GatehouseError('config-invalid', 'No', { pointer: '/skill/clientSecret' });
  const named = nameVariable(error, { env: { GATEHOUSE_CLIENT_SECRET_FILE: '/run/secret' } });
  assert.match(String(named), /the value comes from GATEHOUSE_CLIENT_SECRET_FILE$/);
  assert.throws(
    () => createRelayConfig({ section: { port: 'abc' }, env: { GATEHOUSE_RELAY_PORT_FILE: '/x' } }),
    /"abc"$/,
  );
});

test('nameVariable() leaves alone what is missing, and takes a longer name for no mention', () => {
  const missing = new GatehouseError('config-missing', 'No', { pointer: '/notices/clientId' });
  assert.equal(nameVariable(missing, { env: { GATEHOUSE_RELAY_NOTICES: '{}' } }), missing);
  const error = new GatehouseError('config-invalid', 'GATEHOUSE_RELAY_API_KEYS says more', { pointer: '/apiKey' });
  assert.match(
    String(nameVariable(error, { env: { GATEHOUSE_RELAY_API_KEY: 'x' } })),
    /comes from GATEHOUSE_RELAY_API_KEY$/,
  );
});

test('nameVariable() leaves alone what has no pointer or is no failure of ours', () => {
  const env = { GATEHOUSE_RELAY_PORT: 'abc' };
  for (const error of [new GatehouseError('config-invalid', 'No'), new TypeError('No')]) {
    assert.equal(nameVariable(error, { env }), error);
  }
});
