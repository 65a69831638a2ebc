import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memberOf } from '@gatehouse/protocol';
import { startRelay } from '../test/relay-bench.ts';
import { API_SCOPES, type ApiScope } from './api-scope.ts';
import { hashApiKey } from './hash-api-key.ts';

/** Every path that needs a key, and what the key has to allow. */
const rows: readonly (readonly [string, string, ApiScope])[] = [
  ['POST', '/v1/directives', 'directives'],
  ['PUT', '/v1/customers/c/endpoints/e', 'write'],
  ['GET', '/v1/customers/c/endpoints/e', 'read'],
  ['DELETE', '/v1/customers/c/endpoints/e', 'write'],
  ['GET', '/v1/customers/c/endpoints', 'read'],
  ['PATCH', '/v1/customers/c/endpoints/e/state', 'write'],
  ['POST', '/v1/customers/c/events', 'write'],
  ['POST', '/v1/events', 'write'],
  ['POST', '/v1/replies/token', 'write'],
  ['GET', '/v1/events/evt', 'read'],
  ['GET', '/v1/events', 'read'],
  ['HEAD', '/v1/events', 'read'],
  ['POST', '/v1/events/evt/replay', 'operate'],
  ['GET', '/v1/customers/c', 'read'],
  ['GET', '/v1/customers', 'read'],
  ['POST', '/v1/customers/c/resume', 'operate'],
  ['POST', '/v1/notices/resume?region=EU', 'operate'],
  ['POST', '/v1/notices/drop?region=EU', 'operate'],
  ['POST', '/v1/customers/c/drop', 'operate'],
  ['PUT', '/v1/customers/c/grant', 'operate'],
  ['DELETE', '/v1/customers/c/grant', 'operate'],
  ['GET', '/v1/keys', 'operate'],
  ['POST', '/v1/keys/reseal', 'operate'],
  ['GET', '/v1/ledger', 'read'],
  ['GET', '/metrics', 'read'],
];

const keyOf = (scope: ApiScope): string => `gatehouse-secret-${scope}`;
const apiKeys = API_SCOPES.map(scope => ({
  id: scope,
  hash: hashApiKey(keyOf(scope)).toString('hex'),
  scopes: [scope],
}));

test('the relay says forbidden to a key without the scope of the path, and only then', async t => {
  const bench = await startRelay(t, { section: { apiKeys } });
  for (const [method, path, needed] of rows) {
    for (const scope of API_SCOPES) {
      const answer = await fetch(`${bench.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${keyOf(scope)}` },
      });
      await answer.text();
      assert.equal(answer.status === 403, scope !== needed, `${method} ${path} with ${scope}: ${answer.status}`);
      assert.notEqual(answer.status, 401);
    }
    assert.equal((await fetch(`${bench.url}${path}`, { method })).status, 401, `${method} ${path} without a key`);
  }
});

test('the relay answers forbidden as a problem that names the scope and the id of the key', async t => {
  const bench = await startRelay(t, { section: { apiKeys } });
  const headers = { authorization: `Bearer ${keyOf('read')}` };
  const { body } = await bench.call('POST', '/v1/customers/c/resume', { headers });
  assert.equal(memberOf(body, 'code'), 'forbidden');
  assert.match(String(memberOf(body, 'detail')), /operate.*read/);
});

test('the relay asks for no key at the health paths, and for any at paths that it does not have', async t => {
  const bench = await startRelay(t, { section: { apiKeys } });
  assert.equal((await bench.call('GET', '/healthz')).status, 200);
  assert.equal((await bench.call('GET', '/nothing')).status, 401);
  const headers = { authorization: `Bearer ${keyOf('write')}` };
  assert.equal((await bench.call('GET', '/nothing', { headers })).status, 404);
});
