import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertNoSecret } from '@gatehouse/testing';
import { type JsonAnswer, powerReport, startTestGateway, type TestGateway, type Tokens } from './gateway-fixture.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The documented error body, exactly (send-events reference, Example response body). */
function assertError(answer: JsonAnswer, status: number, code: string): void {
  const { header, payload } = answer.body as { header: Record<string, string>; payload: Record<string, string> };
  assert.deepEqual([answer.status, payload.code], [status, code]);
  assert.deepEqual(Object.keys(answer.body as object), ['header', 'payload']);
  assert.deepEqual(Object.keys(header), ['namespace', 'name', 'messageId']);
  assert.deepEqual([header.namespace, header.name], ['System', 'Exception']);
  assert.match(header.messageId ?? '', UUID);
  assert.deepEqual(Object.keys(payload), ['code', 'description']);
  assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
}

interface Post {
  readonly gateway: TestGateway;
  readonly tokens: Tokens;
}

interface Case {
  readonly name: string;
  readonly post: (at: Post) => Promise<JsonAnswer>;
  readonly status: number;
  readonly code: string;
  readonly rule: string;
}

const valid = ({ gateway, tokens }: Post): Promise<JsonAnswer> =>
  gateway.postEvent(powerReport(tokens.access_token), { token: tokens.access_token });

const cases: readonly Case[] = [
  {
    name: 'broken JSON',
    post: ({ gateway, tokens }) => gateway.postEvent('{"event":', { token: tokens.access_token }),
    status: 400,
    code: 'INVALID_REQUEST_EXCEPTION',
    rule: 'event/body-not-json',
  },
  {
    name: 'a blank scope token',
    post: ({ gateway, tokens }) => gateway.postEvent(powerReport(''), { token: tokens.access_token }),
    status: 400,
    code: 'INVALID_REQUEST_EXCEPTION',
    rule: 'scope-token',
  },
  {
    name: 'no token at all',
    post: ({ gateway, tokens }) => gateway.postEvent(powerReport(tokens.access_token), {}),
    status: 401,
    code: 'INVALID_ACCESS_TOKEN_EXCEPTION',
    rule: 'event/token-missing',
  },
  {
    name: 'an expired token',
    post: async at => {
      await at.gateway.clock.advance(3_600_000);
      return valid(at);
    },
    status: 401,
    code: 'INVALID_ACCESS_TOKEN_EXCEPTION',
    rule: 'event/token-expired',
  },
  {
    name: 'a token after unlinking',
    post: async at => {
      assert.equal((await at.gateway.control('DELETE', '/links/skill-1/user-1')).status, 204);
      return valid(at);
    },
    status: 401,
    code: 'INVALID_ACCESS_TOKEN_EXCEPTION',
    rule: 'event/token-revoked',
  },
  {
    name: 'the wrong region',
    post: ({ gateway, tokens: { access_token: token } }) =>
      gateway.postEvent(powerReport(token), { token, url: gateway.urls.fe }),
    status: 403,
    code: 'SKILL_NEVER_ENABLED_EXCEPTION',
    rule: 'event/wrong-region',
  },
  {
    name: 'a customer who moved',
    post: async at => {
      await at.gateway.control('PUT', '/customers/user-1', { region: 'EU' });
      const token = at.tokens.access_token;
      return at.gateway.postEvent(powerReport(token), { token, url: at.gateway.urls.eu });
    },
    status: 403,
    code: 'SKILL_NEVER_ENABLED_EXCEPTION',
    rule: 'event/customer-moved',
  },
  {
    name: 'a skill without the permission',
    post: async at => {
      await at.gateway.enable({ permissions: [] });
      return valid(at);
    },
    status: 403,
    code: 'INSUFFICIENT_PERMISSION_EXCEPTION',
    rule: 'event/permission-missing',
  },
  {
    name: 'a deleted customer',
    post: async at => {
      await at.gateway.control('DELETE', '/customers/user-1');
      return valid(at);
    },
    status: 404,
    code: 'ACCOUNT_NOT_FOUND_EXCEPTION',
    rule: 'event/customer-unknown',
  },
  {
    name: 'a deleted skill',
    post: async at => {
      await at.gateway.control('DELETE', '/skills/skill-1');
      return valid(at);
    },
    status: 404,
    code: 'SKILL_NOT_FOUND_EXCEPTION',
    rule: 'event/skill-unknown',
  },
  {
    name: 'a skill whose stage changed',
    post: async at => {
      await at.gateway.enable({ stage: 'live' });
      return valid(at);
    },
    status: 404,
    code: 'SKILL_NOT_FOUND_EXCEPTION',
    rule: 'event/skill-stage',
  },
  {
    name: '301 endpoints',
    post: ({ gateway, tokens }) => {
      const endpoints = Array.from({ length: 301 }, (_, index) => ({ endpointId: `e-${index}` }));
      const header = { namespace: 'Alexa.Discovery', name: 'DeleteReport', messageId: 'm', payloadVersion: '3' };
      const scope = { type: 'BearerToken', token: tokens.access_token };
      return gateway.postEvent({ event: { header, payload: { endpoints, scope } } }, { token: tokens.access_token });
    },
    status: 413,
    code: 'REQUEST_ENTITY_TOO_LARGE_EXCEPTION',
    rule: 'event/too-many-endpoints',
  },
  {
    name: 'more than 256 KB, whatever the token',
    post: ({ gateway }) => gateway.postEvent('x'.repeat(262_145), { token: 'none' }),
    status: 413,
    code: 'REQUEST_ENTITY_TOO_LARGE_EXCEPTION',
    rule: 'event/body-too-large',
  },
];

describe('POST /v3/events', () => {
  for (const { name, post, status, code, rule } of cases) {
    it(`answers ${name} with ${status} ${code}, and the journal says why`, async () => {
      const gateway = await startTestGateway();
      try {
        const tokens = await gateway.enable();
        assertError(await post({ gateway, tokens }), status, code);
        const entry = await gateway.lastEntry();
        assert.deepEqual(
          [entry.verdict, entry.status, entry.code, entry.reason?.rule],
          ['refused', status, code, rule],
        );
        assert.deepEqual(entry.effects, []);
        assertNoSecret(JSON.stringify(entry), 'the journal entry');
        assertNoSecret(gateway.log.text(), 'the log');
      } finally {
        await gateway.stop();
      }
    });
  }
});

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

describe("Amazon's side", () => {
  it('answers a failure of its own with 500 INTERNAL_SERVICE_EXCEPTION and logs it', async () => {
    const gateway = await startTestGateway();
    try {
      const { access_token: token } = await gateway.enable();
      gateway.clock.now = () => {
        throw new TypeError('On purpose');
      };
      assertError(await gateway.postEvent(powerReport(token), { token }), 500, 'INTERNAL_SERVICE_EXCEPTION');
      const { status, body } = await gateway.control('GET', '/health');
      assert.deepEqual([status, (body as { code: string }).code], [500, 'internal-error']);
      assert.equal(gateway.log.lines.filter(({ level }) => level === 'error').length, 2);
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
      const { body } = await gateway.control('GET', '/journal?status=405');
      const { items } = body as { items: { path: string }[] };
      assert.deepEqual(
        items.map(({ path }) => path),
        ['/v3/events', '/auth/o2/token', '/v1/alexaApiEndpoint'],
      );
    } finally {
      await gateway.stop();
    }
  });
});
