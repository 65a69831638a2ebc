import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertNoSecret } from '@gatehouse/testing';
import { assertGatewayError } from './assert-gateway-error.ts';
import { powerReport, send, startTestGateway, type TestGateway, type Tokens } from './gateway-fixture.ts';

describe('POST /v3/events with a valid event', () => {
  let gateway: TestGateway;
  let token: string;

  before(async () => {
    gateway = await startTestGateway();
    token = (await gateway.enable()).access_token;
  });

  after(() => gateway.stop());

  it('answers 202 without a body and keeps the connection', async () => {
    const answer = await gateway.postEvent(powerReport(token), { token });
    assert.deepEqual([answer.status, answer.body], [202, undefined]);
    assert.equal(answer.headers.get('content-length'), '0');
    assert.notEqual(answer.headers.get('connection'), 'close');
  });

  it('tells in the journal why an unknown endpoint had no effect', async () => {
    await gateway.postEvent(powerReport(token, 'message-unknown'), { token });
    const entry = await gateway.lastEntry();
    const { region, path, status, kind, messageId, skillId, userId, endpointId, verdict } = entry;
    assert.deepEqual(
      { region, path, status, kind, messageId, skillId, userId, endpointId, verdict },
      {
        region: 'NA',
        path: '/v3/events',
        status: 202,
        kind: 'ChangeReport',
        messageId: 'message-unknown',
        skillId: 'skill-1',
        userId: 'user-1',
        endpointId: 'lamp-1',
        verdict: 'accepted',
      },
    );
    assert.equal(entry.reason?.code, 'not-discovered');
  });

  it('keeps the 400 terse and names field, endpoint, rule and source in the journal', async () => {
    const message = JSON.stringify(powerReport(token)).replace('"ON"', '"DIM"');
    const answer = await gateway.postEvent(message, { token });
    const { payload } = answer.body as { payload: { description: string } };
    assert.equal(payload.description, 'The request was malformed.');
    const { reason } = await gateway.lastEntry();
    assert.equal(reason?.pointer, '/event/payload/change/properties/0/value');
    assert.match(reason.message, /lamp-1/);
    assert.ok(reason.rule !== '' && reason.source !== '');
  });

  it('takes a body of exactly 256 KB', async () => {
    const report = JSON.stringify(powerReport(token));
    const padded = report + ' '.repeat(262_144 - Buffer.byteLength(report));
    assert.equal((await gateway.postEvent(padded, { token })).status, 202);
  });

  it('takes the scheme Bearer in any case and a charset', async () => {
    const headers = { authorization: `bearer ${token}`, 'content-type': 'application/json;charset=UTF-8' };
    assert.equal((await gateway.postEvent(powerReport(token), { headers })).status, 202);
  });

  it('refuses bytes that are no UTF-8: 400', async () => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const body = Buffer.from([0x7b, 0xff, 0x7d]);
    const answer = await fetch(`${gateway.urls.na}/v3/events`, { method: 'POST', headers, body });
    assert.equal(answer.status, 400);
    await answer.body?.cancel();
    assert.equal((await gateway.lastEntry()).reason?.rule, 'event/body-encoding');
  });

  it('answers events of all three regions each on its own listener', async () => {
    for (const [region, url] of [
      ['EU', gateway.urls.eu],
      ['FE', gateway.urls.fe],
    ] as const) {
      await gateway.control('PUT', `/customers/user-${region}`, { region });
      const { body } = await gateway.control('POST', '/tokens', { skillId: 'skill-1', userId: `user-${region}` });
      const { access_token: own } = body as Tokens;
      assert.equal((await gateway.postEvent(powerReport(own), { token: own, url })).status, 202);
      assert.equal((await gateway.lastEntry()).region, region);
    }
  });

  it('takes a token again after the customer moved back and forth and linked anew', async () => {
    await gateway.control('PUT', '/customers/user-1', { region: 'EU' });
    const { access_token: fresh } = (await gateway.control('POST', '/tokens', { skillId: 'skill-1', userId: 'user-1' }))
      .body as Tokens;
    const { eu } = gateway.urls;
    assert.equal((await gateway.postEvent(powerReport(fresh), { token: fresh, url: eu })).status, 202);
    assert.equal((await gateway.postEvent(powerReport(token), { token, url: eu })).status, 403);
  });
});

describe('POST /v3/events in observed mode', () => {
  it("lets the body's token decide and reports what it let through", async () => {
    const gateway = await startTestGateway({ mode: 'observed' });
    try {
      const { access_token: token } = await gateway.enable();
      const message = JSON.stringify(powerReport(token)).replace('"messageId":"message-1",', '');
      const answer = await gateway.postEvent(message, { headers: { authorization: 'Basic nothing' } });
      assert.equal(answer.status, 202);
      const entry = await gateway.lastEntry();
      assert.ok(entry.problems?.some(({ severity }) => severity === 'warning'));
      assert.equal((await gateway.postEvent(powerReport('made-up'), { token })).status, 401);
      const headless = { event: { endpoint: { endpointId: 'e', scope: { type: 'BearerToken', token } }, payload: {} } };
      assert.equal((await gateway.postEvent(headless, { token })).status, 202);
      assert.equal((await gateway.lastEntry()).reason?.basis, 'documented');
    } finally {
      await gateway.stop();
    }
  });
});

describe('GET /v1/alexaApiEndpoint', () => {
  it("answers the host of the customer's region, whichever is asked", async () => {
    const gateway = await startTestGateway();
    try {
      const { access_token: token } = await gateway.enable({}, { region: 'EU' });
      for (const url of [gateway.urls.na, gateway.urls.eu, gateway.urls.fe]) {
        const answer = await fetch(`${url}/v1/alexaApiEndpoint`, { headers: { authorization: `Bearer ${token}` } });
        assert.deepEqual(await answer.json(), { endpoints: [new URL(gateway.urls.eu).host], region: 'EU' });
      }
      const unknown = await fetch(`${gateway.urls.na}/v1/alexaApiEndpoint`);
      assert.equal(unknown.status, 401);
      await unknown.body?.cancel();
      assert.equal((await gateway.lastEntry()).path, '/v1/alexaApiEndpoint');
    } finally {
      await gateway.stop();
    }
  });
});

describe('GET /v1/alexaApiEndpoint refuses', () => {
  type Change = (gateway: TestGateway) => Promise<unknown>;
  const nothing: Change = async () => {};
  const rows: readonly (readonly [string, Change, string, number, string, 'current' | '2019'])[] = [
    ['no token', nothing, '', 401, 'INVALID_ACCESS_TOKEN_EXCEPTION', 'current'],
    ['a made-up token', nothing, 'Bearer x', 401, 'INVALID_ACCESS_TOKEN_EXCEPTION', 'current'],
    [
      'a token after unlinking, 2019',
      gateway => gateway.control('DELETE', '/links/skill-1/user-1'),
      'own',
      403,
      'SKILL_DISABLED_EXCEPTION',
      '2019',
    ],
    [
      'a deleted customer',
      gateway => gateway.control('DELETE', '/customers/user-1'),
      'own',
      404,
      'ACCOUNT_NOT_FOUND_EXCEPTION',
      'current',
    ],
    [
      'a deleted skill',
      gateway => gateway.control('DELETE', '/skills/skill-1'),
      'own',
      404,
      'SKILL_NOT_FOUND_EXCEPTION',
      'current',
    ],
  ];
  for (const [name, change, authorization, status, code, profile] of rows) {
    it(`${name}: ${status} ${code}`, async () => {
      const gateway = await startTestGateway({ profile });
      try {
        const { access_token: token } = await gateway.enable();
        await change(gateway);
        const headers = { authorization: authorization === 'own' ? `Bearer ${token}` : authorization };
        assertGatewayError(await send(`${gateway.urls.na}/v1/alexaApiEndpoint`, { headers }), status, code);
        assert.equal((await gateway.lastEntry()).code, code);
      } finally {
        await gateway.stop();
      }
    });
  }
});

describe("Amazon's side", () => {
  it('answers a failure of its own with 500 INTERNAL_SERVICE_EXCEPTION and logs it', async () => {
    const gateway = await startTestGateway();
    try {
      const { access_token: token } = await gateway.enable();
      gateway.clock.now = () => {
        throw new TypeError('On purpose');
      };
      assertGatewayError(await gateway.postEvent(powerReport(token), { token }), 500, 'INTERNAL_SERVICE_EXCEPTION');
      const refused = await gateway.askToken({ grant_type: 'refresh_token' });
      assert.deepEqual([refused.status, (refused.body as { error: string }).error], [500, 'server_error']);
      const { status, body } = await gateway.control('GET', '/health');
      assert.deepEqual([status, (body as { code: string }).code], [500, 'internal-error']);
      assert.equal(gateway.log.lines.filter(({ level }) => level === 'error').length, 3);
      assertNoSecret(gateway.log.text(), 'the log');
    } finally {
      await gateway.stop();
    }
  });

  it('answers unknown paths 404 and wrong methods 405, as problems', async () => {
    const gateway = await startTestGateway();
    try {
      const { na } = gateway.urls;
      const asked: readonly [string, string, number, string | null][] = [
        ['GET', '/', 404, null],
        ['POST', '/v3/events/', 404, null],
        ['POST', '/v3/eventsX', 404, null],
        ['POST', `/${'x'.repeat(300)}`, 404, null],
        ['GET', '/v3/events', 405, 'POST'],
        ['PUT', '/auth/o2/token', 405, 'POST'],
        ['POST', '/v1/alexaApiEndpoint', 405, 'GET'],
      ];
      for (const [method, path, status, allow] of asked) {
        const body = method === 'GET' ? null : 'x';
        const answer = await fetch(na + path, { method, body });
        assert.deepEqual([answer.status, answer.headers.get('allow')], [status, allow], `${method} ${path}`);
        assert.equal(answer.headers.get('content-type'), 'application/problem+json');
        assert.ok(((await answer.json()) as { remedy: string }).remedy);
      }
      const { body } = await gateway.control('GET', '/journal');
      const { items } = body as { items: { path: string; status: number; reason: { rule: string } }[] };
      assert.deepEqual(
        items.map(({ path, status, reason }) => [path, status, reason.rule]),
        asked.map(([, path, status]) => [path.slice(0, 256), status, status === 404 ? 'http/path' : 'http/method']),
      );
    } finally {
      await gateway.stop();
    }
  });
});
