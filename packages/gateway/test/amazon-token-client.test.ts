import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DefaultApiClient } from 'ask-sdk-core';
import { services } from 'ask-sdk-model';
import { authEndpointOf, type ClientBench, createClientNotice, refusalOf, withAmazonClient } from './amazon-client.ts';

describe("Amazon's client for tokens", () => {
  const openTokens = (
    { gateway, skill }: ClientBench,
    parts: { readonly clientSecret?: string; readonly refreshToken?: string } = {},
  ): services.LwaServiceClient => {
    const { refreshToken } = parts;
    const authentication = { ...skill, ...parts, authEndpoint: authEndpointOf(gateway) };
    const api = { apiClient: new DefaultApiClient(), apiEndpoint: gateway.urls.na, authorizationValue: '' };
    const grantType = refreshToken === undefined ? {} : { grantType: 'refresh_token' };
    return new services.LwaServiceClient({
      ...{ apiConfiguration: api, authenticationConfiguration: authentication },
      ...grantType,
    });
  };
  const SCOPE = 'alexa::proactive_events';

  it('gets a token for the scope of notices, which opens the address of notices', () =>
    withAmazonClient(async bench => {
      const token = await openTokens(bench).getAccessTokenForScope(SCOPE);
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const body = JSON.stringify(createClientNotice());
      const { status } = await fetch(`${bench.gateway.urls.na}/v1/proactiveEvents/`, { method: 'POST', headers, body });
      assert.equal(status, 202);
    }));

  it('refreshes a token that the gateway handed out, though it percent-encodes nothing', () =>
    withAmazonClient(async bench => {
      const { refresh_token: refreshToken } = await bench.gateway.tokens();
      assert.match(await openTokens(bench, { refreshToken }).getAccessToken(), /^Atza\|/);
      assert.equal(new URLSearchParams(`token=${refreshToken}`).get('token'), refreshToken);
    }));

  for (const [name, ask, status, said, error] of [
    [
      'a skill without the permission',
      (bench: ClientBench) => openTokens(bench).getAccessTokenForScope(SCOPE),
      400,
      'Bad Request',
      'invalid_scope',
    ],
    [
      'another scope',
      (bench: ClientBench) => openTokens(bench).getAccessTokenForScope('profile'),
      400,
      'Bad Request',
      'invalid_scope',
    ],
    [
      'a wrong secret',
      (bench: ClientBench) =>
        openTokens(bench, { clientSecret: 'gatehouse-secret-wrong' }).getAccessTokenForScope(SCOPE),
      401,
      'Authentication Failed',
      'invalid_client',
    ],
  ] as const) {
    it(`shows the answer to ${name}: ${status} ${error}`, () =>
      withAmazonClient(
        async bench => {
          const refusal = await refusalOf(ask(bench));
          assert.deepEqual([refusal.status, refusal.said], [status, said]);
          const { error: code, error_description: why } = refusal.body as Record<string, string>;
          assert.deepEqual([code, typeof why], [error, 'string']);
        },
        { skill: { permissions: [] } },
      ));
  }

  it('shows a failure of the token endpoint, also to who only sends notices', () =>
    withAmazonClient(async bench => {
      await bench.gateway.faults([{ match: { path: '/auth/O2/token' }, do: { status: 500 } }]);
      const asked = await refusalOf(openTokens(bench).getAccessTokenForScope(SCOPE));
      assert.deepEqual([asked.status, asked.said], [500, 'Internal Server Error']);
      const posted = await refusalOf(bench.post(createClientNotice()));
      assert.deepEqual([posted.status, posted.said], [500, 'Internal Server Error']);
      assert.deepEqual(await bench.gateway.notices(), []);
    }));
});
