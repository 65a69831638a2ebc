import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Secret } from '@gatehouse/client/platform';
import { assertNoSecret, createRecordingLog, createSeededRandom, createVirtualClock } from '@gatehouse/testing';
import { gatewayDefaults } from '../config/gateway-config.ts';
import { createGateway } from '../gateway.ts';
import { CLIENT_SECRET, powerReport, send, startTestGateway, type TestGateway } from './gateway-fixture.ts';

const skill = { clientId: 'client-1', clientSecret: CLIENT_SECRET };

describe('the control API', () => {
  let gateway: TestGateway;

  before(async () => {
    gateway = await startTestGateway();
  });

  after(() => gateway.stop());

  it('tells its health on every listener', async () => {
    for (const url of [gateway.urls.na, gateway.urls.eu, gateway.urls.fe]) {
      const { status, body } = await send(`${url}/_gatehouse/health`, {});
      assert.deepEqual(
        [status, body],
        [200, { status: 'ok', now: '2026-01-01T00:00:00.000Z', mode: 'strict', data: 'memory' }],
      );
    }
  });

  it('keeps a skill and never shows its secret', async () => {
    const created = await gateway.control('PUT', '/skills/skill-1', { ...skill, name: 'Lamps', stage: 'live' });
    const replaced = await gateway.control('PUT', '/skills/skill-1', { clientId: 'client-1', stage: 'live' });
    const read = await gateway.control('GET', '/skills/skill-1');
    assert.deepEqual([created.status, replaced.status, read.status], [201, 200, 200]);
    assert.deepEqual(read.body, replaced.body);
    const list = await gateway.control('GET', '/skills');
    assert.equal((list.body as { items: unknown[] }).items.length, 1);
    assertNoSecret(JSON.stringify([created, replaced, read, list]), "the control API's answers");
    assert.equal((await gateway.control('DELETE', '/skills/skill-1')).status, 204);
    assert.equal((await gateway.control('GET', '/skills/skill-1')).status, 404);
  });

  it('keeps a customer', async () => {
    const customer = { region: 'EU', locale: 'de-DE', timeZone: 'Europe/Berlin', notifications: {} };
    assert.equal((await gateway.control('PUT', '/customers/user%201', customer)).status, 201);
    assert.equal((await gateway.control('PUT', '/customers/user%201', customer)).status, 200);
    const read = await gateway.control('GET', '/customers/user%201');
    assert.deepEqual(read.body, { userId: 'user 1', ...customer });
    const home = await gateway.control('GET', '/homes/user%201');
    assert.deepEqual(home.body, { userId: 'user 1', region: 'EU', endpoints: [] });
    assert.equal((await gateway.control('DELETE', '/customers/user%201')).status, 204);
  });

  const problems: readonly [string, string, string, unknown, number, string, string | undefined][] = [
    ['an unknown path', 'GET', '/nothing', undefined, 404, 'not-found', undefined],
    ['a wrong method', 'PATCH', '/skills/skill-1', {}, 405, 'method-not-allowed', undefined],
    ['a wrong method on a list', 'DELETE', '/skills', undefined, 405, 'method-not-allowed', undefined],
    ['an unknown skill', 'GET', '/skills/none', undefined, 404, 'unknown-skill', undefined],
    ['deleting an unknown skill', 'DELETE', '/skills/none', undefined, 404, 'unknown-skill', undefined],
    ['an unknown customer', 'GET', '/customers/none', undefined, 404, 'unknown-customer', undefined],
    ['deleting an unknown customer', 'DELETE', '/customers/none', undefined, 404, 'unknown-customer', undefined],
    ['the home of an unknown customer', 'GET', '/homes/none', undefined, 404, 'unknown-customer', undefined],
    ['an unknown link', 'GET', '/links/a/b', undefined, 404, 'not-linked', undefined],
    ['ending an unknown link', 'DELETE', '/links/a/b', undefined, 404, 'not-linked', undefined],
    ['linking an unknown skill', 'POST', '/links', { skillId: 'a', userId: 'b' }, 404, 'unknown-skill', undefined],
    ['tokens for an unknown skill', 'POST', '/tokens', { skillId: 'a', userId: 'b' }, 404, 'unknown-skill', undefined],
    ['a link without customer', 'POST', '/links', { skillId: 'a' }, 400, 'invalid-request', '/userId'],
    ['an unknown member', 'PUT', '/skills/s', { ...skill, x: 1 }, 400, 'invalid-request', '/x'],
    ['a region that does not exist', 'PUT', '/customers/c', { region: 'US' }, 400, 'invalid-request', '/region'],
    ['no body', 'PUT', '/customers/c', undefined, 400, 'invalid-request', ''],
    [
      'a directive URL beyond loopback',
      'PUT',
      '/skills/s',
      { ...skill, directiveUrl: 'http://169.254.169.254/' },
      400,
      'directive-url-refused',
      '/directiveUrl',
    ],
    ['an unknown filter', 'GET', '/journal?colour=red', undefined, 400, 'invalid-request', '/colour'],
    ['a region filter that means nothing', 'GET', '/journal?region=US', undefined, 400, 'invalid-request', '/region'],
    ['a status filter that means nothing', 'GET', '/journal?status=ok', undefined, 400, 'invalid-request', '/status'],
    ['a limit beyond 1,000', 'GET', '/journal?limit=1001', undefined, 400, 'invalid-request', '/limit'],
    ['a wait without match', 'POST', '/journal/await', {}, 400, 'invalid-request', '/match'],
    ['a wait for an unknown member', 'POST', '/journal/await', { match: { a: 1 } }, 400, 'invalid-request', '/match/a'],
    [
      'a directive without name',
      'POST',
      '/directives',
      { skillId: 'a', userId: 'b', namespace: 'N' },
      400,
      'invalid-request',
      '/name',
    ],
  ];
  for (const [name, method, path, body, status, code, pointer] of problems) {
    it(`answers ${name} with ${status} ${code}`, async () => {
      const answer = await gateway.control(method, path, body);
      const problem = answer.body as Record<string, unknown>;
      assert.deepEqual([answer.status, problem.status, problem.code], [status, status, code]);
      assert.equal(problem.pointer, pointer);
      assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/);
      for (const member of ['type', 'title', 'detail', 'remedy']) assert.ok(problem[member], member);
    });
  }

  const bodies: readonly [string, string, string, number, string][] = [
    ['broken JSON', 'application/json', '{', 400, 'invalid-json'],
    ['a prototype in JSON', 'application/json', '{"__proto__":{"a":1}}', 400, 'invalid-request'],
    ['another media type', 'text/plain', 'hello', 415, 'unsupported-media-type'],
    ['a body over 8 MB', 'application/json', `"${'x'.repeat(8 * 1024 * 1024)}"`, 413, 'too-large'],
  ];
  for (const [name, type, body, status, code] of bodies) {
    it(`answers ${name} with ${status} ${code}`, async () => {
      const url = `${gateway.urls.control}/customers/user-1`;
      const answer = await send(url, { method: 'PUT', headers: { 'content-type': type }, body });
      assert.deepEqual([answer.status, (answer.body as { code: string }).code], [status, code]);
    });
  }

  it('refuses a client id that another skill has', async () => {
    await gateway.control('PUT', '/skills/skill-1', skill);
    const { status, body } = await gateway.control('PUT', '/skills/skill-2', skill);
    assert.deepEqual([status, (body as { pointer: string }).pointer], [400, '/clientId']);
  });

  it('refuses a directive for a customer without a link', async () => {
    await gateway.control('PUT', '/skills/skill-1', skill);
    await gateway.control('PUT', '/customers/user-1', { region: 'NA' });
    const ask = { skillId: 'skill-1', userId: 'user-1', namespace: 'Alexa.PowerController', name: 'TurnOn' };
    const { status, body } = await gateway.control('POST', '/directives', ask);
    assert.deepEqual([status, (body as { code: string }).code], [404, 'not-linked']);
  });

  it('forgets everything on reset', async () => {
    const { access_token: token } = await gateway.enable();
    await gateway.postEvent(powerReport(token), { token });
    assert.equal((await gateway.control('POST', '/reset')).status, 204);
    assert.equal((await gateway.postEvent(powerReport(token), { token })).status, 401);
    assert.deepEqual((await gateway.control('GET', '/skills')).body, { items: [] });
    const { body } = await gateway.control('GET', '/journal');
    assert.equal((body as { items: unknown[] }).items.length, 1);
  });
});

describe('the control API with a key', () => {
  it('answers only to the key, and Amazon’s side needs none', async () => {
    const gateway = await startTestGateway({ apiKey: new Secret('gatehouse-secret-control') });
    try {
      const url = `${gateway.urls.control}/health`;
      const wrong = await send(url, { headers: { authorization: 'Bearer gatehouse-secret-other' } });
      const right = await send(url, { headers: { authorization: 'Bearer gatehouse-secret-control' } });
      const none = await gateway.control('GET', '/health');
      assert.deepEqual([wrong.status, none.status, right.status], [401, 401, 200]);
      assert.match(none.headers.get('www-authenticate') ?? '', /^Bearer/);
      assert.equal((await gateway.postEvent({}, {})).status, 401);
      assert.equal((await gateway.askToken({})).status, 400);
    } finally {
      await gateway.stop();
    }
  });
});

describe('createGateway()', () => {
  it('takes three ports in a row, and none when one of them is taken', async () => {
    const first = await startTestGateway();
    try {
      const port = Number(new URL(first.urls.na).port);
      const machine = { clock: createVirtualClock(), random: createSeededRandom(2), log: createRecordingLog() };
      const second = createGateway({ config: { ...gatewayDefaults, port: port - 1 }, ...machine });
      await assert.rejects(second.start(), { code: 'address-in-use' });
      for (let turn = 0; turn < 100 && countServers() > 3; turn++) await new Promise(setImmediate);
      assert.equal(countServers(), 3, 'only the listeners of the first gateway stay');
      await assert.rejects(second.start(), { code: 'conflict' });
    } finally {
      await first.stop();
    }
  });

  it('stop() is safe to call twice, and leaves no timer', async () => {
    const gateway = await startTestGateway();
    const waiting = gateway.control('POST', '/journal/await', { match: { status: 200 } }).catch(() => 'cut');
    const stream = await fetch(`${gateway.urls.control}/journal/stream`);
    await Promise.all([gateway.stop(), gateway.stop()]);
    await stream.body?.cancel().catch(() => {});
    await waiting;
    assert.deepEqual(gateway.clock.pending(), []);
  });
});

function countServers(): number {
  return process.getActiveResourcesInfo().filter(name => name === 'TCPServerWrap').length;
}
