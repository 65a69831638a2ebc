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

test('nameVariable() leaves alone what has no pointer or is no failure of ours', () => {
  const env = { GATEHOUSE_RELAY_PORT: 'abc' };
  for (const error of [new GatehouseError('config-invalid', 'No'), new TypeError('No')]) {
    assert.equal(nameVariable(error, { env }), error);
  }
});
