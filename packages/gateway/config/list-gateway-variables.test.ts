import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createGatewayConfig } from './gateway-config.ts';
import { listGatewayVariables } from './list-gateway-variables.ts';

it('listGatewayVariables() names each variable that is read, and those that tell where the gateway is', () => {
  const asked = new Set<string>();
  const env = new Proxy({}, { get: (_, name) => void asked.add(String(name)) });
  createGatewayConfig({ env });
  const told = ['NA', 'EU', 'FE', 'TOKEN', 'CONTROL'].map(name => `GATEHOUSE_${name}_URL`);
  assert.deepEqual(listGatewayVariables().sort(), [...asked, ...told].sort());
});
