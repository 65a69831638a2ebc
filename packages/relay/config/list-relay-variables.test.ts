import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createRelayConfig } from './create-relay-config.ts';
import { listRelayVariables } from './list-relay-variables.ts';

it('listRelayVariables() names each variable that is read, a file only for secrets', () => {
  const names = listRelayVariables();
  assert.equal(new Set(names).size, names.length);
  for (const name of ['GATEHOUSE_RELAY_PORT', 'GATEHOUSE_CLIENT_SECRET_FILE', 'GATEHOUSE_RELAY_KEYS_FILE']) {
    assert.ok(names.includes(name), name);
  }
  assert.ok(!names.includes('GATEHOUSE_RELAY_PORT_FILE'));
  const asked = new Set<string>();
  const env = new Proxy({}, { get: (_, name) => void asked.add(String(name)) });
  createRelayConfig({ env });
  assert.deepEqual(names.toSorted(), [...asked].sort());
});
