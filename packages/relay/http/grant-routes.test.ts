import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memberOf } from '@gatehouse/protocol';
import { CUSTOMER, startRelay } from '../test/relay-bench.ts';

const PATH = `/v1/customers/${CUSTOMER}/grant`;
const refreshToken = 'Atzr|gatehouse-secret-imported';

describe('PUT /v1/customers/{c}/grant', () => {
  it('makes the customer active with tokens from another system, and asks nothing of the token endpoint', async t => {
    const bench = await startRelay(t);
    assert.equal((await bench.call('PUT', PATH, { body: { region: 'EU', refreshToken } })).status, 204);
    const { body } = await bench.call('GET', `/v1/customers/${CUSTOMER}`);
    assert.deepEqual([memberOf(body, 'region'), memberOf(memberOf(body, 'link'), 'state')], ['EU', 'active']);
    assert.equal(bench.amazon.requests.length, 0);
  });

  for (const [what, life] of [
    ['with the access token that comes with its time', { expiresInSeconds: 600 }],
    ['with a fresh access token when the one that comes has no time', {}],
  ] as const) {
    it(`sends ${what}`, async t => {
      const bench = await startRelay(t);
      await bench.putLamp();
      const { accessToken, refreshToken: given } = bench.amazon.createTokens(CUSTOMER);
      const tokens = { accessToken: accessToken.reveal(), refreshToken: given.reveal() };
      assert.equal((await bench.call('PUT', PATH, { body: { region: 'NA', ...tokens, ...life } })).status, 204);
      await bench.patch([{ namespace: 'Alexa.PowerController', name: 'powerState', value: 'ON' }]);
      await bench.amazon.waitFor(1, { kind: 'ChangeReport' });
      const refreshes = bench.amazon.heard({ path: 'token', grantType: 'refresh_token' }).length;
      assert.equal(refreshes, 'expiresInSeconds' in life ? 0 : 1);
    });
  }

  const refused: readonly (readonly [string, unknown, string])[] = [
    ['no refresh token', {}, '/refreshToken'],
    ['an empty refresh token', { refreshToken: '' }, '/refreshToken'],
    ['a refresh token with a line break', { refreshToken: 'a\nb' }, '/refreshToken'],
    ['a refresh token that is too long', { refreshToken: 'a'.repeat(4_097) }, '/refreshToken'],
    ['a region that is none', { refreshToken, region: 'US' }, '/region'],
    ['an access token that is none', { refreshToken, accessToken: 7 }, '/accessToken'],
    ['a life without an access token', { refreshToken, expiresInSeconds: 60 }, '/expiresInSeconds'],
    ['a life of nothing', { refreshToken, accessToken: 'a', expiresInSeconds: 0 }, '/expiresInSeconds'],
    ['a member that means nothing', { refreshToken, refresh_token: 'a' }, '/refresh_token'],
    ['a list', [refreshToken], ''],
  ];
  for (const [what, body, pointer] of refused) {
    it(`refuses ${what}, and repeats no token`, async t => {
      const bench = await startRelay(t);
      const answer = await bench.call('PUT', PATH, { body });
      assert.deepEqual([answer.status, memberOf(answer.body, 'code')], [400, 'invalid-request']);
      assert.equal(memberOf(answer.body, 'pointer'), pointer);
      assert.equal((await bench.call('GET', `/v1/customers/${CUSTOMER}`)).status, 404);
    });
  }
});

describe('DELETE /v1/customers/{c}/grant', () => {
  it('forgets the grant: the link is none, what waits is held, and a second time there is nothing', async t => {
    const bench = await startRelay(t);
    await bench.putLamp();
    await bench.call('PUT', PATH, { body: { refreshToken } });
    assert.equal((await bench.call('DELETE', PATH)).status, 204);
    const { body } = await bench.call('GET', `/v1/customers/${CUSTOMER}`);
    assert.equal(memberOf(memberOf(body, 'link'), 'state'), 'none');
    const again = await bench.call('DELETE', PATH);
    assert.deepEqual([again.status, memberOf(again.body, 'code')], [404, 'not-linked']);
  });
});
