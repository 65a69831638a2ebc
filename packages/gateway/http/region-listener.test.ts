import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { createRecordingLog, createSeededRandom, createVirtualClock } from '@gatehouse/testing';
import { gatewayDefaults } from '../config/gateway-config.ts';
import { createGateway } from '../gateway.ts';
import { startTestGateway } from '../test/gateway-fixture.ts';

const REST = 'HTTP/1.1\r\nhost: gateway\r\n\r\n';

describe('startRegionListener()', () => {
  it('refuses a host that is no address of this machine', async () => {
    const machine = { clock: createVirtualClock(), random: createSeededRandom(2), log: createRecordingLog() };
    // 192.0.2.0/24 is for documents alone (RFC 5737).
    const gateway = createGateway({ config: { ...gatewayDefaults, host: '192.0.2.1', port: 0 }, ...machine });
    await assert.rejects(gateway.start(), { code: 'config-invalid', pointer: '/host' });
    await gateway.stop();
  });

  const broken: readonly (readonly [string, string, number, string])[] = [
    ["a method that HTTP does not have, at Amazon's side", `FOO /v3/events ${REST}`, 400, 'invalid-request'],
    ['a method that HTTP does not have, at the control API', `FOO /_gatehouse/health ${REST}`, 400, 'invalid-request'],
    ['headers that are too large', `GET /_gatehouse/health HTTP/1.1\r\nx: ${'a'.repeat(20_000)}`, 431, 'too-large'],
  ];

  for (const [what, bytes, status, code] of broken) {
    it(`answers ${what} with a problem, and goes on listening`, async () => {
      const gateway = await startTestGateway();
      const { hostname, port } = new URL(gateway.urls.na);
      const socket = connect(Number(port), hostname, () => socket.write(bytes));
      const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
      assert.match(head, new RegExp(`^HTTP/1\\.1 ${status} [^]*\r\ncontent-type: application/problem\\+json\r\n`));
      const problem = JSON.parse(body) as Record<string, unknown>;
      assert.deepEqual([problem.status, problem.code, typeof problem.remedy], [status, code, 'string']);
      assert.equal((await gateway.control('GET', '/health')).status, 200);
      await gateway.stop();
    });
  }
});
