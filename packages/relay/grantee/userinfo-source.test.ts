import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSystemClock, Secret, silentLog } from '@gatehouse/client/platform';
import { type IdentityAnswer, startIdentityServer } from '../test/identity-server.ts';
import type { GranteeFind } from './grantee-source.ts';
import { createUserinfoSource } from './userinfo-source.ts';

const tools = { clock: createSystemClock(), log: silentLog };

describe('createUserinfoSource()', () => {
  it('asks with the token as a bearer, and takes the claim that is configured', async t => {
    const server = await startIdentityServer(t, () => ({ status: 200, body: { user_id: 'amzn1.account.1' } }));
    const config = { resolve: 'userinfo', url: server.url, claim: 'user_id', timeoutMs: 2_000, cacheMs: 0 } as const;
    const source = createUserinfoSource(config, tools);
    t.after(() => source.close());
    const found = await source.findCustomer(new Secret('gatehouse-secret-grantee'));
    assert.deepEqual(found, { type: 'known', customer: 'amzn1.account.1' });
    const [asked] = server.heard;
    assert.deepEqual([asked?.method, asked?.path], ['GET', '/cloud/identity?v=1']);
    assert.equal(asked?.headers.authorization, 'Bearer gatehouse-secret-grantee');
  });

  it('sends no token that would break the header', async t => {
    const server = await startIdentityServer(t, () => ({ status: 200, body: { sub: 'c-1' } }));
    const config = { resolve: 'userinfo', url: server.url, claim: 'sub', timeoutMs: 2_000, cacheMs: 0 } as const;
    const source = createUserinfoSource(config, tools);
    t.after(() => source.close());
    assert.equal((await source.findCustomer(new Secret('a\r\nx: b'))).type, 'refused');
    assert.equal(server.heard.length, 0);
  });

  const cases: readonly (readonly [string, IdentityAnswer, GranteeFind['type']])[] = [
    ['the token is refused', { status: 401, body: { error: 'invalid_token' } }, 'refused'],
    ['the token is malformed', { status: 400, body: {} }, 'refused'],
    ['nobody is named', { status: 200, body: { name: 'Somebody' } }, 'refused'],
    ['the server fails', { status: 503, body: '' }, 'unreachable'],
    ['the path is wrong', { status: 404, body: '' }, 'unreachable'],
    ['the answer is a list', { status: 200, body: [] }, 'unreachable'],
    ['nothing comes in time', 'hang', 'unreachable'],
  ];
  for (const [what, answer, type] of cases) {
    it(`answers ${type} when ${what}`, async t => {
      const server = await startIdentityServer(t, () => answer);
      const timeoutMs = answer === 'hang' ? 50 : 2_000;
      const config = { resolve: 'userinfo', url: server.url, claim: 'sub', timeoutMs, cacheMs: 0 } as const;
      const source = createUserinfoSource(config, tools);
      t.after(() => source.close());
      assert.equal((await source.findCustomer(new Secret('gatehouse-secret-grantee'))).type, type);
    });
  }
});
