import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRecordingLog, createSeededRandom, createVirtualClock } from '@gatehouse/testing';
import { gatewayDefaults } from '../config/gateway-config.ts';
import { createGateway } from '../gateway.ts';

describe('startRegionListener()', () => {
  it('refuses a host that is no address of this machine', async () => {
    const machine = { clock: createVirtualClock(), random: createSeededRandom(2), log: createRecordingLog() };
    // 192.0.2.0/24 is for documents alone (RFC 5737).
    const gateway = createGateway({ config: { ...gatewayDefaults, host: '192.0.2.1', port: 0 }, ...machine });
    await assert.rejects(gateway.start(), { code: 'config-invalid', pointer: '/host' });
    await gateway.stop();
  });
});
