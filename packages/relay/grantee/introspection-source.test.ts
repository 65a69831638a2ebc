import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { createSystemClock, Secret, silentLog } from '@gatehouse/client/platform';
import type { IntrospectionConfig } from '../config/customer-config.ts';
import { type IdentityAnswer, type IdentityServer, startIdentityServer } from '../test/identity-server.ts';
import type { GranteeSource } from './grantee-source.ts';
import { createIntrospectionSource } from './introspection-source.ts';

const token = new Secret('gatehouse-secret-grantee');

async function start(
  t: TestContext,
  answer: IdentityAnswer,
  more: Partial<IntrospectionConfig> = {},
): Promise<{ server: IdentityServer; source: GranteeSource }> {
  const server = await startIdentityServer(t, () => answer);
  const config: IntrospectionConfig = {
    resolve: 'introspection',
    url: server.url,
    clientId: 'relay:1',
    clientSecret: new Secret('gatehouse-secret-ä b'),
    timeoutMs: 2_000,
    cacheMs: 0,
    ...more,
  };
  const source = createIntrospectionSource(config, { clock: createSystemClock(), log: silentLog });
  t.after(() => source.close());
  return { server, source };
}

describe('createIntrospectionSource()', () => {
  it('posts the token as a form, with credentials that are form-encoded before they are joined', async t => {
    const { server, source } = await start(t, { status: 200, body: { active: true, sub: 'c-1', exp: 2_000_000_000 } });
    assert.deepEqual(await source.findCustomer(token), {
      type: 'known',
      customer: 'c-1',
      tokenEndsAt: 2_000_000_000_000,
    });
    const [asked] = server.heard;
    assert.deepEqual([asked?.method, asked?.path], ['POST', '/cloud/identity?v=1']);
    assert.deepEqual(asked?.form, { token: 'gatehouse-secret-grantee', token_type_hint: 'access_token' });
    const basic = Buffer.from(`${asked?.headers.authorization}`.replace('Basic ', ''), 'base64').toString();
    assert.equal(basic, 'relay%3A1:gatehouse-secret-%C3%A4+b');
  });

  it('takes username where there is no sub, and nothing but the claim that is configured', async t => {
    const answer = { status: 200, body: { active: true, username: 'c-2', number: 7 } };
    assert.deepEqual(await (await start(t, answer)).source.findCustomer(token), { type: 'known', customer: 'c-2' });
    const { source } = await start(t, answer, { claim: 'number' });
    assert.deepEqual(await source.findCustomer(token), { type: 'known', customer: '7' });
    const { source: strict } = await start(t, answer, { claim: 'sub' });
    assert.equal((await strict.findCustomer(token)).type, 'refused');
  });

  const cases: readonly (readonly [string, IdentityAnswer, 'refused' | 'unreachable', RegExp])[] = [
    ['the token is not active', { status: 200, body: { active: false } }, 'refused', /not active/],
    ['nobody is named', { status: 200, body: { active: true } }, 'refused', /sub or username/],
    ["the relay's credentials are refused", { status: 401, body: {} }, 'unreachable', /own credentials/],
    ['the server fails', { status: 500, body: 'oops' }, 'unreachable', /could not be asked/],
    ['the server redirects', { status: 302, body: {} }, 'unreachable', /could not be asked/],
    ['the answer is no JSON', { status: 200, body: '<html>' }, 'unreachable', /could not be asked/],
    ['the answer does not say active', { status: 200, body: { sub: 'c-1' } }, 'unreachable', /could not be asked/],
    ['nothing comes in time', 'hang', 'unreachable', /could not be asked/],
  ];
  for (const [what, answer, type, reason] of cases) {
    it(`answers ${type} when ${what}`, async t => {
      const { source } = await start(t, answer, answer === 'hang' ? { timeoutMs: 50 } : {});
      const found = await source.findCustomer(token);
      assert.ok(found.type === type, found.type);
      assert.match(found.reason, reason);
    });
  }
});
