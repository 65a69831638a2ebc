import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import { assertNoSecret } from '@gatehouse/testing';
import { createRelayConfig } from './create-relay-config.ts';
import type { RelayConfigSources } from './read-relay-section.ts';

const TEXT = '{"gatehouse-secret":1}';
const VARIABLE = 'GATEHOUSE_RELAY_KEYS_FILE';

function refusalOf(sources: RelayConfigSources): GatehouseError {
  try {
    createRelayConfig(sources);
  } catch (error) {
    assert.ok(error instanceof GatehouseError, String(error));
    assertNoSecret(error.message);
    return error;
  }
  return assert.fail('The keys were taken');
}

describe('resolveSealing()', () => {
  it('names the file, and the variable that names it, of keys that have not the form', () => {
    const readFile = (): string => TEXT;
    const byVariable = refusalOf({ env: { [VARIABLE]: '/run/keys' }, readFile });
    assert.deepEqual([byVariable.code, byVariable.pointer], ['sealing-keys-invalid', '/keys']);
    assert.match(
      byVariable.message,
      /^relay\.keysFile names \/run\/keys: The sealing keys have a member that .*; the value comes from GATEHOUSE_RELAY_KEYS_FILE$/,
    );
    const byKey = refusalOf({ section: { keysFile: '/run/keys' }, readFile });
    assert.match(byKey.message, /^relay\.keysFile names \/run\/keys: The sealing keys have .* current and keys$/);
    assert.match(refusalOf({ section: { keys: TEXT } }).message, /^relay\.keys: The sealing keys have a member/);
  });

  for (const [code, why] of [
    ['ENOENT', 'it does not exist'],
    ['EACCES', 'this user may not read it'],
  ] as const) {
    it(`says of a file that cannot be read that ${why}`, () => {
      const readFile = (): string => {
        throw Object.assign(new TypeError('No'), { code });
      };
      const { message, pointer } = refusalOf({ env: { [VARIABLE]: '/run/keys' }, readFile });
      const said = `${VARIABLE} names /run/keys, which could not be read: ${why}; name a file that the relay may read`;
      assert.deepEqual([message, pointer], [said, '/keys']);
    });
  }
});
