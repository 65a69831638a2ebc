import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertNoSecret } from '@gatehouse/testing';
import { startGateway } from '../testing/start-gateway.ts';
import type { AnsweredTokens, TestGateway } from '../testing/test-gateway.ts';
import { askToken, send } from './amazon-calls.ts';

const client = { client_id: 'client-1', client_secret: 'gatehouse-secret-client' };

/** Makes a skill and a customer known and answers tokens of the one for the other. */
async function enable(gateway: TestGateway, permissions?: string[]): Promise<AnsweredTokens> {
  const credentials = { clientId: client.client_id, clientSecret: client.client_secret };
  await gateway.addSkill({ ...credentials, ...(permissions && { permissions }) });
  await gateway.addCustomer();
  return gateway.tokens();
}

describe('the token endpoint', () => {
  let gateway: TestGateway;
  let tokens: AnsweredTokens;

  before(async () => {
    gateway = await startGateway();
    tokens = await enable(gateway, ['alexa::async_event:write', 'alexa::devices:all:notifications:write']);
  });

  after(() => gateway.stop());

  it('answers a pair that no cache may keep', async () => {
    const answer = await askToken(gateway.urls, {
      grant_type: 'refresh_token',
      refresh_token: tokens.refresh_token,
      ...client,
    });
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('cache-control') ?? '', /no-store/);
    assert.equal(answer.headers.get('pragma'), 'no-cache');
    assert.equal(answer.headers.get('content-type'), 'application/json;charset=UTF-8');
    assert.deepEqual(Object.keys(answer.body as object), ['access_token', 'refresh_token', 'token_type', 'expires_in']);
  });

  it('answers on every listener, both spellings, form and JSON', async () => {
    const parameters = { grant_type: 'client_credentials', scope: 'alexa::proactive_events', ...client };
    for (const base of [gateway.urls.na, gateway.urls.eu, gateway.urls.fe]) {
      for (const path of ['/auth/o2/token', '/auth/O2/token']) {
        const form = await send(base + path, { method: 'POST', body: new URLSearchParams(parameters) });
        const headers = { 'content-type': 'application/json' };
        const json = await send(base + path, { method: 'POST', headers, body: JSON.stringify(parameters) });
        assert.deepEqual([form.status, json.status], [200, 200], base + path);
      }
    }
  });

  it('writes each request to the journal without any secret', async () => {
    await askToken(gateway.urls, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token, ...client });
    await askToken(gateway.urls, { grant_type: 'authorization_code', code: 'GATEHOUSE-CODE-wrong', ...client });
    const [entry] = await gateway.until({ reason: 'grant-unknown' });
    const { path, status, code, verdict, skillId } = entry;
    assert.deepEqual(
      { path, status, code, verdict, skillId },
      { path: '/auth/o2/token', status: 400, code: 'invalid_grant', verdict: 'refused', skillId: 'skill-1' },
    );
    assert.equal(entry.reason?.rule, 'token/grant-unknown');
    const journal = JSON.stringify(await gateway.journal());
    assertNoSecret(journal, 'the journal');
    assert.match(journal, /refresh_token/);
  });

  it('challenges a wrong client that came in the header', async () => {
    const authorization = `Basic ${Buffer.from('client-1:gatehouse-secret-wrong').toString('base64')}`;
    const answer = await send(gateway.urls.token, {
      method: 'POST',
      headers: { authorization },
      body: new URLSearchParams({ grant_type: 'refresh_token' }),
    });
    assert.deepEqual([answer.status, (answer.body as { error: string }).error], [401, 'invalid_client']);
    assert.match(answer.headers.get('www-authenticate') ?? '', /^Basic/);
  });

  it('refuses a body that is far too large', async () => {
    const answer = await askToken(gateway.urls, { grant_type: 'x'.repeat(70_000), ...client });
    assert.deepEqual([answer.status, (answer.body as { error: string }).error], [400, 'invalid_request']);
    assert.equal((await gateway.journal()).at(-1)?.reason?.rule, 'token/body-too-large');
  });

  it('retires refresh tokens where that is configured', async () => {
    await using rotating = await startGateway({ rotateRefreshTokens: true });
    const pair = await enable(rotating);
    const ask = { grant_type: 'refresh_token', refresh_token: pair.refresh_token, ...client };
    assert.equal((await askToken(rotating.urls, ask)).status, 200);
    assert.equal((await askToken(rotating.urls, ask)).status, 400);
  });

  it('refuses to refresh after unlinking', async () => {
    await using unlinked = await startGateway();
    const pair = await enable(unlinked);
    await unlinked.unlink();
    const answer = await askToken(unlinked.urls, {
      grant_type: 'refresh_token',
      refresh_token: pair.refresh_token,
      ...client,
    });
    assert.deepEqual([answer.status, (answer.body as { error: string }).error], [400, 'invalid_grant']);
  });
});
