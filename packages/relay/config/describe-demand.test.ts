import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import { createRelayConfig } from './create-relay-config.ts';
import { describeDemand } from './describe-demand.ts';
import type { RelayConfigSources } from './read-relay-section.ts';

const cases: readonly (readonly [RelayConfigSources, string])[] = [
  [
    { env: { GATEHOUSE_HANDLER_TIMEOUT_MS: '-5' } },
    'relay.handlerTimeoutMs must be a whole number from 1 to 8000; found "-5"; the value comes from GATEHOUSE_HANDLER_TIMEOUT_MS',
  ],
  [
    { env: { GATEHOUSE_RELAY_PORT: '45x0' } },
    'relay.port must be a whole number from 0 to 65535; found "45x0"; the value comes from GATEHOUSE_RELAY_PORT',
  ],
  [{ section: { port: 65_536 } }, 'relay.port must be a whole number from 0 to 65535; found 65536'],
  [{ section: { sampleAheadMs: -1 } }, 'relay.sampleAheadMs must be a whole number from 0 on; found -1'],
  [{ section: { apiKeys: [] } }, 'relay.apiKeys must have at least 1 in it; found an empty list'],
  [{ section: { apiKeys: {} } }, 'relay.apiKeys must be a list; found something else'],
  [{ section: { host: '' } }, 'relay.host must not be empty; found ""'],
  [{ section: { host: 7 } }, 'relay.host must be text; found 7'],
  [{ section: { store: 5 } }, 'relay.store must be text or be an object; found 5'],
  [{ section: { sealing: 'on' } }, 'relay.sealing must be one of off; found "on"'],
  [{ section: { ttl: { default: true } } }, 'relay.ttl.default must be a whole number or text; found true'],
  [
    { section: { customer: {} } },
    'relay.customer must have required properties resolve; found an object without members',
  ],
];

describe('describeDemand()', () => {
  for (const [sources, message] of cases) {
    it(`tells what is allowed: ${message}`, () => {
      assert.throws(() => createRelayConfig(sources), { name: GatehouseError.name, message });
    });
  }

  it('has words for a value of which nothing is told', () => {
    assert.equal(describeDemand({}, []), 'must be another value');
  });
});
