import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { type AlexaEvent, memberOf, textAt, withScopeToken } from '@gatehouse/protocol';
import { assertNoSecret } from '@gatehouse/testing';
import type { GatewayConfig } from '../config/gateway-config.ts';
import {
  CLIENT_SECRET,
  type JsonAnswer,
  powerReport,
  startTestGateway,
  type TestGateway,
  type Tokens,
} from './gateway-fixture.ts';
import { event } from './home-fixture.ts';
import { openSkill, replyTo, type SkillFixture, type SkillHandler } from './skill-fixture.ts';

const START = '2026-01-01T00:00:00.000Z';
const accepted = {
  event: {
    header: { namespace: 'Alexa.Authorization', name: 'AcceptGrant.Response', messageId: 'm', payloadVersion: '3' },
    payload: {},
  },
};

/** Starts a gateway whose clock stands still, on a machine whose clock stands still too. */
async function open(t: TestContext, config: Partial<GatewayConfig> = { clockFrozen: true }): Promise<TestGateway> {
  const gateway = await startTestGateway(config);
  t.after(async () => {
    await gateway.stop();
    assert.deepEqual(gateway.clock.pending(), []);
    assertNoSecret(gateway.log.text(), 'the log');
  });
  return gateway;
}

async function openSkillOf(t: TestContext, gateway: TestGateway, handle: SkillHandler): Promise<SkillFixture> {
  const skill = await openSkill(handle);
  t.after(() => skill.close());
  await gateway.enable({ directiveUrl: skill.url });
  return skill;
}

const advance = (gateway: TestGateway, advanceMs: number): Promise<JsonAnswer> =>
  gateway.control('POST', '/clock', { advanceMs });

const post = async (gateway: TestGateway, { access_token: token }: Tokens, messageId: string): Promise<number> =>
  (await gateway.postEvent(powerReport(token, messageId), { token })).status;

const direct = (gateway: TestGateway): Promise<JsonAnswer> =>
  gateway.control('POST', '/directives', {
    skillId: 'skill-1',
    userId: 'user-1',
    endpointId: 'lamp-1',
    namespace: 'Alexa.PowerController',
    name: 'TurnOn',
  });

/** Whether a promise is over after the event loop has gone round some times. */
async function isOver(promise: Promise<unknown>): Promise<boolean> {
  let over = false;
  void promise.then(() => {
    over = true;
  });
  for (let round = 0; round < 20; round++) await new Promise(resolve => setImmediate(resolve));
  return over;
}

describe('GET and POST /clock', () => {
  it("shows the machine's time until something is changed", async t => {
    const gateway = await open(t, {});
    assert.deepEqual((await gateway.control('GET', '/clock')).body, { now: START, frozen: false, scale: 1 });
    await gateway.clock.advance(1_500);
    const { status, body } = await gateway.control('POST', '/clock', {});
    assert.deepEqual([status, body], [200, { now: '2026-01-01T00:00:01.500Z', frozen: false, scale: 1 }]);
  });

  it('stops, sets, paces and moves the clock, and every listener shows it', async t => {
    const gateway = await open(t, {});
    const change = { freeze: true, now: '2030-05-06T07:08:09.010Z', scale: 12.5, advanceMs: 990 };
    const reading = { now: '2030-05-06T07:08:10.000Z', frozen: true, scale: 12.5 };
    assert.deepEqual((await gateway.control('POST', '/clock', change)).body, reading);
    await gateway.clock.advance(60_000);
    const answers = [gateway.urls.na, gateway.urls.eu, gateway.urls.fe].map(url => fetch(`${url}/_gatehouse/clock`));
    for (const answer of await Promise.all(answers)) assert.deepEqual(await answer.json(), reading);
    assert.equal(memberOf((await gateway.control('GET', '/health')).body, 'now'), reading.now);
    await gateway.control('POST', '/clock', { freeze: false });
    await gateway.clock.advance(1_000);
    assert.equal(memberOf((await gateway.control('GET', '/clock')).body, 'now'), '2030-05-06T07:08:22.500Z');
  });

  it('starts as configured, and again so after a reset', async t => {
    const gateway = await open(t, { clockFrozen: true, clockStartAt: 86_400_000 });
    const start = { now: '1970-01-02T00:00:00.000Z', frozen: true, scale: 1 };
    assert.deepEqual((await gateway.control('GET', '/clock')).body, start);
    await gateway.control('POST', '/clock', { freeze: false, scale: 60, advanceMs: 5 });
    assert.equal((await gateway.control('POST', '/reset')).status, 204);
    assert.deepEqual((await gateway.control('GET', '/clock')).body, start);
  });

  const wrong: readonly [string, unknown, string][] = [
    ['no body', undefined, ''],
    ['a list', [], ''],
    ['a member that means nothing', { advanceMs: 5, speed: 2 }, '/speed'],
    ['time that goes back', { freeze: false, advanceMs: -5 }, '/advanceMs'],
    ['more time than ten years', { advanceMs: 315_360_000_001 }, '/advanceMs'],
    ['a pace of nothing', { advanceMs: 5, scale: 0 }, '/scale'],
    ['a pace out of range', { scale: 1e7 }, '/scale'],
    ['a time that is none', { advanceMs: 5, now: 'tomorrow' }, '/now'],
    ['a time after the year 9999', { scale: 7, now: '9999-12-31T00:00:00Z', advanceMs: 86_400_000 }, '/advanceMs'],
    ['freezing by a number', { freeze: 1 }, '/freeze'],
  ];
  for (const [name, change, pointer] of wrong) {
    it(`refuses ${name}, and changes nothing`, async t => {
      const gateway = await open(t);
      const { status, body } = await gateway.control('POST', '/clock', change);
      assert.deepEqual(
        [status, memberOf(body, 'code'), memberOf(body, 'pointer')],
        [400, 'invalid-request', pointer],
        JSON.stringify(body),
      );
      assert.deepEqual((await gateway.control('GET', '/clock')).body, { now: START, frozen: true, scale: 1 });
    });
  }

  it('answers no other method', async t => {
    const gateway = await open(t);
    const { status, headers } = await gateway.control('PUT', '/clock', {});
    assert.deepEqual([status, headers.get('allow')], [405, 'GET, POST']);
  });
});

describe("what reads the gateway's clock", () => {
  it('a code is good for five minutes', async t => {
    const gateway = await open(t);
    const skill = await openSkillOf(t, gateway, (_call, response) => void response.end(JSON.stringify(accepted)));
    const exchangeAfter = async (advanceMs: number): Promise<JsonAnswer> => {
      const calls = skill.calls.length;
      await gateway.control('POST', '/links', { skillId: 'skill-1', userId: 'user-1' });
      const code = textAt(skill.calls[calls]?.directive, ['directive', 'payload', 'grant', 'code']) ?? '';
      await advance(gateway, advanceMs);
      const client = { client_id: 'client-1', client_secret: CLIENT_SECRET };
      return gateway.askToken({ grant_type: 'authorization_code', code, ...client });
    };
    assert.equal((await exchangeAfter(299_999)).status, 200);
    const late = await exchangeAfter(300_000);
    assert.deepEqual([late.status, memberOf(late.body, 'error')], [400, 'invalid_grant']);
    assert.equal((await gateway.lastEntry()).reason?.rule, 'token/grant-expired');
  });

  it('an access token is good for sixty minutes, and again when the clock is set back', async t => {
    const gateway = await open(t);
    const tokens = await gateway.enable();
    await gateway.clock.advance(7_200_000);
    await advance(gateway, 3_599_999);
    assert.equal(await post(gateway, tokens, 'message-1'), 202);
    assert.equal((await gateway.lastEntry()).at, '2026-01-01T00:59:59.999Z');
    await advance(gateway, 1);
    assert.equal(await post(gateway, tokens, 'message-2'), 401);
    assert.equal((await gateway.lastEntry()).at, '2026-01-01T01:00:00.000Z');
    await gateway.control('POST', '/clock', { now: '2026-01-01T00:59:59.999Z' });
    assert.equal(await post(gateway, tokens, 'message-3'), 202);
  });

  it('a running clock at a pace of 3,600 lets a token expire after a second', async t => {
    const gateway = await open(t, {});
    const tokens = await gateway.enable();
    await gateway.control('POST', '/clock', { scale: 3_600 });
    await gateway.clock.advance(999);
    assert.equal(await post(gateway, tokens, 'message-1'), 202);
    await gateway.clock.advance(1);
    assert.equal(await post(gateway, tokens, 'message-2'), 401);
  });

  it('a directive has its eight seconds, however long the machine waits', async t => {
    const gateway = await open(t);
    const skill = await openSkillOf(t, gateway, () => {});
    const directing = direct(gateway);
    await skill.called(1);
    await gateway.clock.advance(60_000);
    await advance(gateway, 7_999);
    assert.equal(await isOver(directing), false);
    await advance(gateway, 1);
    const { body } = await directing;
    assert.deepEqual([memberOf(body, 'reason'), memberOf(body, 'tookMs')], ['SKILL_RESPONSE_TIMEOUT_EXCEPTION', 8_000]);
    await advance(gateway, 250);
    const correlationToken = textAt(skill.calls[0]?.directive, ['directive', 'header', 'correlationToken']);
    const { access_token: token } = await gateway.enable({ directiveUrl: skill.url });
    const late = event(['Alexa', 'Response'], { endpointId: 'lamp-1', header: { correlationToken }, context: [] });
    await gateway.postEvent(withScopeToken(late as AlexaEvent, token), { token });
    assert.deepEqual((await gateway.lastEntry()).reason?.lateByMs, 250);
  });

  it('a lock may take the time that it asked for, from its DeferredResponse on', async t => {
    const gateway = await open(t);
    const skill = await openSkillOf(t, gateway, (call, response) => {
      const payload = { estimatedDeferralInSeconds: 30 };
      response.end(JSON.stringify(replyTo(call.directive, 'DeferredResponse', { payload })));
    });
    const lock = { endpointId: 'lock-1', namespace: 'Alexa.LockController', name: 'Lock' };
    const directing = gateway.control('POST', '/directives', { skillId: 'skill-1', userId: 'user-1', ...lock });
    await skill.called(1);
    while ((await skill.connections()) > 0) await new Promise(resolve => setImmediate(resolve));
    assert.equal(await isOver(directing), false);
    await advance(gateway, 29_999);
    assert.equal(await isOver(directing), false);
    await advance(gateway, 1);
    assert.equal(memberOf((await directing).body, 'tookMs'), 30_000);
  });

  it('a limit gives room again, on a stopped clock only when it is moved on', async t => {
    const gateway = await open(t);
    const tokens = await gateway.enable();
    await gateway.control('PUT', '/limits', { customer: { perSecond: 1, burst: 1 } });
    assert.deepEqual([await post(gateway, tokens, 'message-1'), await post(gateway, tokens, 'message-2')], [202, 429]);
    await gateway.clock.advance(60_000);
    await advance(gateway, 999);
    assert.equal(await post(gateway, tokens, 'message-3'), 429);
    await advance(gateway, 1);
    assert.equal(await post(gateway, tokens, 'message-4'), 202);
  });

  it('AcceptGrant has its thirty seconds at a quick pace', async t => {
    const gateway = await open(t, {});
    const skill = await openSkillOf(t, gateway, () => {});
    await gateway.control('POST', '/clock', { scale: 1_000 });
    const linking = gateway.control('POST', '/links', { skillId: 'skill-1', userId: 'user-1' });
    await skill.called(1);
    await gateway.clock.advance(29);
    assert.equal(await isOver(linking), false);
    await gateway.clock.advance(1);
    assert.equal((await linking).status, 502);
  });
});

describe("what reads the machine's clock", () => {
  it('a wait for the journal ends in time on a stopped clock, and not because the gateway’s time passes', async t => {
    const gateway = await open(t);
    const waiting = gateway.control('POST', '/journal/await', { match: { status: 599 }, timeoutMs: 1_000 });
    while (gateway.clock.pending().length === 0) await new Promise(resolve => setImmediate(resolve));
    await advance(gateway, 3_600_000);
    assert.equal(await isOver(waiting), false);
    await gateway.clock.advance(1_000);
    assert.equal((await waiting).status, 408);
  });

  it('a body that does not end is given up on a stopped clock, and lingers no longer either', async t => {
    const gateway = await open(t);
    const { hostname, port } = new URL(gateway.urls.na);
    const socket = connect(Number(port), hostname).setEncoding('utf8');
    let text = '';
    const closed = new Promise<void>(resolve => {
      socket.on('data', chunk => {
        text += chunk;
      });
      socket.on('close', () => resolve());
    });
    socket.write('POST /v3/events HTTP/1.1\r\nHost: gateway\r\nContent-Length: 100\r\n\r\n{');
    while (gateway.clock.pending().length === 0) await new Promise(resolve => setImmediate(resolve));
    await advance(gateway, 3_600_000);
    assert.equal(text, '');
    await gateway.clock.advance(10_000);
    await gateway.clock.advance(2_000);
    await closed;
    assert.match(text, /^HTTP\/1\.1 400 /);
  });
});

describe('a clock that outlives its gateway', () => {
  async function makeDirectory(t: TestContext): Promise<string> {
    const directory = await mkdtemp(join(tmpdir(), 'gatehouse-gateway-'));
    t.after(() => rm(directory, { recursive: true }));
    return directory;
  }

  it("keeps its distance from the machine's and its pace over a restart, whatever it is told to start with", async t => {
    const config = { dataDir: await makeDirectory(t), clockStartAt: 1_000 };
    const first = await open(t, config);
    await first.control('POST', '/clock', { advanceMs: 60_000, scale: 2 });
    await first.stop();
    const second = await open(t, { ...config, clockStartAt: 5, clockFrozen: true });
    await second.clock.advance(500);
    const shown = { now: '1970-01-01T00:01:02.000Z', frozen: false, scale: 2 };
    assert.deepEqual((await second.control('GET', '/clock')).body, shown);
  });

  it('goes on from its configured start after a restart, touched or not', async t => {
    const config = { dataDir: await makeDirectory(t), clockStartAt: 1_000 };
    const first = await open(t, config);
    await first.stop();
    const second = await open(t, { ...config, clockStartAt: 9_000 });
    assert.equal(memberOf((await second.control('GET', '/clock')).body, 'now'), '1970-01-01T00:00:01.000Z');
  });

  it('stands where it stood after an import, and lets tokens live as long as they had left', async t => {
    const first = await open(t);
    const tokens = await first.enable();
    await advance(first, 3_599_000);
    const second = await open(t, {});
    await second.clock.advance(86_400_000);
    assert.equal((await second.control('POST', '/import', (await first.control('GET', '/export')).body)).status, 204);
    assert.deepEqual((await second.control('GET', '/clock')).body, (await first.control('GET', '/clock')).body);
    await advance(second, 999);
    assert.equal(await post(second, tokens, 'message-1'), 202);
    await advance(second, 1);
    assert.equal(await post(second, tokens, 'message-2'), 401);
  });

  it('is of a gateway whose seed makes other tokens after the restart', async t => {
    const config = { dataDir: await makeDirectory(t), seed: 3 };
    const first = await open(t, config);
    const one = await first.enable();
    await first.stop();
    const second = await open(t, config);
    const two = await second.enable();
    assert.notEqual(one.access_token, two.access_token);
    assert.deepEqual([await post(second, one, 'message-1'), await post(second, two, 'message-2')], [202, 202]);
  });
});
