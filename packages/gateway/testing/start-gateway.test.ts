import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import { assertNoSecret } from '@gatehouse/testing';
import { powerReport } from '../test/gateway-fixture.ts';
import { lampSkill } from '../test/lamp-skill.ts';
import { type StartOptions, startGateway } from './start-gateway.ts';
import type { TestGateway } from './test-gateway.ts';

function code(expected: string): (error: unknown) => boolean {
  return error => {
    assert.ok(error instanceof GatehouseError);
    assert.equal(error.code, expected);
    return true;
  };
}

async function post(gateway: TestGateway, { token, messageId }: { token: string; messageId: string }): Promise<number> {
  const answer = await fetch(`${gateway.urls.na}/v3/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(powerReport(token, messageId)),
  });
  await answer.text();
  return answer.status;
}

describe('startGateway()', () => {
  it('answers on free ports, with the addresses as environment variables', async () => {
    await using one = await startGateway();
    await using other = await startGateway();
    assert.notEqual(one.urls.na, other.urls.na);
    assert.deepEqual(one.env, {
      GATEHOUSE_NA_URL: one.urls.na,
      GATEHOUSE_EU_URL: one.urls.eu,
      GATEHOUSE_FE_URL: one.urls.fe,
      GATEHOUSE_TOKEN_URL: one.urls.token,
      GATEHOUSE_CONTROL_URL: one.urls.control,
    });
  });

  it('has a clock that moves only by advance()', async () => {
    await using gateway = await startGateway();
    assert.equal(await gateway.now(), '2026-01-01T00:00:00.000Z');
    await gateway.advance(90_000);
    assert.equal(await gateway.now(), '2026-01-01T00:01:30.000Z');
  });

  const starts: readonly NonNullable<StartOptions['startAt']>[] = [
    '2027-02-03T04:05:06.000Z',
    new Date('2027-02-03T04:05:06Z'),
    Date.UTC(2027, 1, 3, 4, 5, 6),
  ];
  for (const startAt of starts) {
    it(`begins at ${typeof startAt === 'object' ? 'a Date' : startAt} when told so`, async () => {
      await using gateway = await startGateway({ startAt });
      assert.equal(await gateway.now(), '2027-02-03T04:05:06.000Z');
    });
  }

  it("runs with the machine's clock in real time", async () => {
    const before = Date.now();
    await using gateway = await startGateway({ realTime: true });
    const now = Date.parse(await gateway.now());
    assert.ok(now >= before && now <= Date.now() + 1);
  });

  it('makes the same tokens and the same journal in each run, and others with another seed', async () => {
    const run = async (options: StartOptions): Promise<string> => {
      await using gateway = await startGateway(options);
      await gateway.addSkill();
      await gateway.addCustomer();
      const { access_token: token } = await gateway.tokens();
      assert.equal(await post(gateway, { token, messageId: 'message-1' }), 202);
      return token + JSON.stringify(await gateway.journal());
    };
    const first = await run({});
    assert.ok((await run({})) === first);
    assert.ok((await run({ seed: 2 })) !== first);
  });

  it('takes any key of the configuration, and refuses what is none', async () => {
    await using gateway = await startGateway({ mode: 'observed', accessTokenLifetimeMs: 5_000 });
    assert.equal(
      ((await gateway.control({ method: 'GET', path: '/health' })).body as { mode: string }).mode,
      'observed',
    );
    await gateway.addSkill();
    await gateway.addCustomer();
    assert.equal((await gateway.tokens()).expires_in, 5);
    const unknown = { colour: 1 } as StartOptions;
    await assert.rejects(startGateway(unknown), code('config-unknown-key'));
    await assert.rejects(startGateway({ startAt: 'tomorrow, about noon ok' }), code('config-invalid'));
  });

  it('asks the control API with the key that is configured', async () => {
    await using gateway = await startGateway({ apiKey: 'gatehouse-secret-control-key' });
    assert.deepEqual(await gateway.journal(), []);
    const answer = await fetch(`${gateway.urls.control}/journal`);
    assert.equal(answer.status, 401);
    await answer.text();
  });
});

describe('TestGateway', () => {
  it('links a skill whose handler runs in the test, and passes directives to it', async () => {
    await using gateway = await startGateway();
    await gateway.addSkill({ handler: lampSkill });
    await gateway.addCustomer({ region: 'EU' });
    const { linked, skillId, userId } = await gateway.link();
    assert.deepEqual([linked, skillId, userId], [true, 'skill-1', 'user-1']);
    const { endpoints, region } = await gateway.home();
    assert.deepEqual([endpoints.map(({ endpointId }) => endpointId), region], [['lamp-1'], 'EU']);
    const { reply, reason } = await gateway.directive({
      endpointId: 'lamp-1',
      namespace: 'Alexa.PowerController',
      name: 'TurnOn',
    });
    assert.equal(reason, undefined);
    assert.equal((reply as { event: { header: { name: string } } }).event.header.name, 'Response');
    await gateway.unlink();
    assert.deepEqual((await gateway.home()).endpoints, []);
  });

  it('tells Alexa of a handler that throws or answers nothing as of a skill that fails', async () => {
    await using gateway = await startGateway();
    await gateway.addCustomer();
    for (const handler of [() => undefined, () => Promise.reject(new TypeError('On purpose'))]) {
      const { skillId } = await gateway.addSkill({ handler });
      await assert.rejects(gateway.link({ skillId }), code('directive-failed'));
    }
  });

  it('ends tokens when time passes', async () => {
    await using gateway = await startGateway();
    await gateway.addSkill();
    await gateway.addCustomer();
    const { access_token: token, expires_in } = await gateway.tokens();
    assert.equal(await post(gateway, { token, messageId: 'message-1' }), 202);
    await gateway.advance(expires_in * 1_000);
    assert.equal(await post(gateway, { token, messageId: 'message-2' }), 401);
  });

  it('needs names only when there are several', async () => {
    await using gateway = await startGateway();
    await assert.rejects(gateway.home(), code('wrong-usage'));
    const first = await gateway.addSkill();
    await gateway.addCustomer();
    await gateway.tokens();
    const second = await gateway.addSkill();
    assert.deepEqual([first.skillId, second.skillId], ['skill-1', 'skill-2']);
    await assert.rejects(gateway.tokens(), /2 were added \(skill-1, skill-2\); give skillId/);
    assert.equal((await gateway.tokens({ skillId: second.skillId })).token_type, 'bearer');
  });

  it('hands out client credentials that the token endpoint takes', async () => {
    await using gateway = await startGateway();
    const { clientId, clientSecret } = await gateway.addSkill();
    await gateway.addCustomer();
    const { refresh_token } = await gateway.tokens();
    const parameters = { grant_type: 'refresh_token', refresh_token, client_id: clientId, client_secret: clientSecret };
    const answer = await fetch(gateway.urls.token, { method: 'POST', body: new URLSearchParams(parameters) });
    assert.equal(answer.status, 200);
    await answer.text();
  });

  it('answers the whole journal and what a filter leaves of it', async () => {
    await using gateway = await startGateway();
    await gateway.addSkill();
    await gateway.addCustomer();
    const { access_token: token } = await gateway.tokens();
    const count = 1_002;
    for (let number = 1; number <= count; number++) await post(gateway, { token, messageId: `message-${number}` });
    assert.equal((await gateway.journal()).length, count);
    assert.deepEqual(
      (await gateway.journal({ messageId: 'message-7' })).map(({ id }) => id),
      ['entry-7'],
    );
  });

  it('does wrong what it is told to, and is well again when told so', async () => {
    await using gateway = await startGateway();
    await gateway.addSkill();
    await gateway.addCustomer();
    const { access_token: token } = await gateway.tokens();
    const send = (messageId: string): Promise<number> => post(gateway, { token, messageId });
    await gateway.faults([{ match: { path: '/v3/events' }, do: { status: 503 }, when: { count: 1 } }]);
    assert.deepEqual([await send('message-1'), await send('message-2')], [503, 202]);
    await gateway.faults([{ do: { code: 'THROTTLING_EXCEPTION' } }]);
    assert.equal(await send('message-3'), 429);
    await gateway.faults([]);
    assert.equal(await send('message-4'), 202);
  });

  it('has limits that can be changed, and that fill up when time passes', async () => {
    await using gateway = await startGateway();
    await gateway.addSkill();
    await gateway.addCustomer();
    const { access_token: token } = await gateway.tokens();
    const before = await gateway.limits();
    const { customer, skill } = await gateway.limits({ customer: { perSecond: 1, burst: 1 } });
    assert.deepEqual([customer, skill], [{ perSecond: 1, burst: 1 }, before.skill]);
    const send = (messageId: string): Promise<number> => post(gateway, { token, messageId });
    assert.deepEqual([await send('message-1'), await send('message-2')], [202, 429]);
    await gateway.advance(1_000);
    assert.equal(await send('message-3'), 202);
  });

  it('throws what the control API refuses, with code and pointer', async () => {
    await using gateway = await startGateway();
    await assert.rejects(gateway.addCustomer({ locale: 'English' }), error => {
      assert.ok(error instanceof GatehouseError);
      assert.deepEqual([error.code, error.pointer], ['invalid-request', '/locale']);
      return true;
    });
    await assert.rejects(gateway.home('nobody'), code('unknown-customer'));
  });

  it('forgets everything on reset() and numbers anew', async () => {
    await using gateway = await startGateway();
    await gateway.addSkill({ handler: lampSkill });
    await gateway.addCustomer();
    await gateway.link();
    await gateway.advance(1_000);
    await gateway.reset();
    assert.deepEqual(await gateway.journal(), []);
    assert.equal(await gateway.now(), '2026-01-01T00:00:00.000Z');
    await assert.rejects(gateway.home('user-1'), code('unknown-customer'));
    assert.equal((await gateway.addSkill()).skillId, 'skill-1');
  });

  it('stops twice without harm, and answers nothing any more', async () => {
    const gateway = await startGateway();
    await gateway.addSkill({ handler: lampSkill });
    await gateway.stop();
    await gateway.stop();
    await assert.rejects(fetch(`${gateway.urls.control}/health`));
  });

  it('leaves no token in a journal, a home or a message of its own', async () => {
    await using gateway = await startGateway();
    await gateway.addSkill({ handler: lampSkill });
    await gateway.addCustomer();
    await gateway.link();
    const { access_token: token } = await gateway.tokens();
    await post(gateway, { token, messageId: 'message-1' });
    assertNoSecret(JSON.stringify([await gateway.journal(), await gateway.home()]));
    const match = { kind: 'ChangeReport', effect: { value: 'OFF' } };
    await assert.rejects(gateway.until(match, { timeoutMs: 1 }), error => {
      assertNoSecret(String(error), 'the message');
      return true;
    });
  });
});
