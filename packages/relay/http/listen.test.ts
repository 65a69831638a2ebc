import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import fastify from 'fastify';
import { listen } from './listen.ts';

describe('listen()', () => {
  for (const [code, expected, pointer, words] of [
    ['EADDRINUSE', 'address-in-use', '/port', /^Port 80 of relay\.test is taken; stop .* or choose another port$/],
    ['EACCES', 'config-invalid', '/port', /port 80 of relay\.test: this user may not; choose a port from 1024 on$/],
    [
      'EADDRNOTAVAIL',
      'config-invalid',
      '/host',
      /on relay\.test: this machine has no such address; choose 127\.0\.0\.1 or/,
    ],
    ['ENOTFOUND', 'config-invalid', '/host', /on relay\.test: nobody knows an address of that name; choose/],
    ['EINVAL', 'config-invalid', '/host', /on relay\.test: the machine refuses it \(EINVAL\); choose/],
  ] as const) {
    it(`says ${expected} and why when the machine says ${code}`, async () => {
      const server = fastify();
      server.listen = () => Promise.reject(Object.assign(new TypeError('No'), { code }));
      const error: unknown = await listen(server, { host: 'relay.test', port: 80 }).catch(thrown => thrown);
      assert.ok(error instanceof GatehouseError, String(error));
      assert.deepEqual([error.code, error.pointer], [expected, pointer]);
      assert.match(error.message, words);
      await server.close();
    });
  }

  it('answers the address that it got, that of IPv6 in brackets', async () => {
    const server = fastify();
    assert.match(await listen(server, { host: '127.0.0.1', port: 0 }), /^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    await server.close();
    const other = fastify();
    assert.match(await listen(other, { host: '::1', port: 0 }), /^http:\/\/\[::1\]:[1-9]\d*$/);
    await other.close();
  });
});
