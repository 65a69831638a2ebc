import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createRecordingLog, createSeededRandom, createVirtualClock } from '@gatehouse/testing';
import { gatewayDefaults } from './config/gateway-config.ts';
import { createInMemoryGateway, type InMemoryGateway } from './in-memory-gateway.ts';

function create(post: Parameters<typeof createInMemoryGateway>[0]['post']): Promise<InMemoryGateway> {
  return createInMemoryGateway({
    config: gatewayDefaults,
    clock: createVirtualClock(),
    random: createSeededRandom(1),
    log: createRecordingLog(),
    post,
  });
}

const JSON_HEADERS = { 'content-type': 'application/json' };

it('createInMemoryGateway() answers the control API and the event path without a socket', async () => {
  const posted: string[] = [];
  const gateway = await create(async ({ body }) => {
    posted.push(body);
    return { type: 'unanswered', detail: 'ECONNREFUSED' };
  });
  const put = (path: string, value: object): ReturnType<typeof gateway.answer> =>
    gateway.answer({ region: 'NA', method: 'PUT', path, headers: JSON_HEADERS, body: JSON.stringify(value) });
  const skill = { clientId: 'c', clientSecret: 'gatehouse-secret-c', directiveUrl: 'http://127.0.0.1:1/' };
  assert.equal((await put('/_gatehouse/skills/s', skill)).status, 201);
  assert.equal((await put('/_gatehouse/customers/u', { region: 'EU' })).status, 201);
  const link = JSON.stringify({ skillId: 's', userId: 'u' });
  const post = { region: 'NA', method: 'POST', headers: JSON_HEADERS } as const;
  assert.equal((await gateway.answer({ ...post, path: '/_gatehouse/links', body: link })).status, 502);
  assert.match(posted[0] ?? '', /AcceptGrant/);
  const refused = await gateway.answer({ ...post, path: '/v3/events', body: '{}' });
  assert.equal(refused.status, 401);
  assert.match(refused.text, /INVALID_ACCESS_TOKEN_EXCEPTION/);
  await gateway.close();
});

it('createInMemoryGateway() refuses a body beyond the limit, and a method that a path does not have', async () => {
  const gateway = await create(async () => ({ type: 'aborted' }));
  const body = 'x'.repeat(300 * 1024);
  const ask = { region: 'NA', path: '/v3/events', headers: {}, body } as const;
  assert.equal((await gateway.answer({ ...ask, method: 'POST' })).status, 413);
  assert.equal((await gateway.answer({ ...ask, method: 'GET', body: '' })).status, 405);
  await gateway.close();
});
