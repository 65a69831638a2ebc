import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { kindOf } from '@gatehouse/protocol';
import { assertNoSecret, createRecordingLog, type RecordingLog } from '@gatehouse/testing';
import { assertEffect } from '../testing/assertions.ts';
import { startGateway } from '../testing/start-gateway.ts';
import type { AnsweredTokens, NewSkill, TestGateway } from '../testing/test-gateway.ts';
import { askToken, type JsonAnswer, postEvent } from './amazon-calls.ts';
import { powerReport } from './gateway-fixture.ts';
import { lampEndpoint } from './lamp-skill.ts';
import { type Directive, openSkill, play, type SkillFixture, type SkillScript } from './skill-fixture.ts';

const GRANTEE = 'gatehouse-secret-grantee';
const credentials = { clientId: 'client-1', clientSecret: 'gatehouse-secret-client' };

function reply(namespace: string, name: string, payload: object = {}): object {
  return { event: { header: { namespace, name, messageId: 'reply-1', payloadVersion: '3' }, payload } };
}

const accepted = reply('Alexa.Authorization', 'AcceptGrant.Response');
const rejected = reply('Alexa.Authorization', 'ErrorResponse', { type: 'ACCEPT_GRANT_FAILED', message: 'No' });
const discovered = reply('Alexa.Discovery', 'Discover.Response', { endpoints: [lampEndpoint] });

/** Answers AcceptGrant and Discover with these; undefined is silence. */
function script(replies: { readonly grant?: unknown; readonly discover?: unknown }): SkillScript {
  return ({ directive }) => (directive.header.name === 'AcceptGrant' ? replies.grant : replies.discover);
}

interface Linking {
  readonly gateway: TestGateway;
  readonly log: RecordingLog;
  readonly skill: SkillFixture;
  /** Links, and answers whatever the control API does. */
  link(): Promise<{ readonly status: number; readonly body: unknown }>;
}

let open: Linking | undefined;

async function start(script: SkillScript, more: NewSkill = {}): Promise<Linking> {
  const log = createRecordingLog();
  const gateway = await startGateway({ log });
  const skill = await openSkill(play(script));
  open = {
    gateway,
    log,
    skill,
    link: () =>
      gateway.control({
        method: 'POST',
        path: '/links',
        body: { skillId: 'skill-1', userId: 'user-1', granteeToken: GRANTEE },
      }),
  };
  await gateway.addSkill({ ...credentials, directiveUrl: skill.url, ...more });
  await gateway.addCustomer();
  return open;
}

/** Whether the link is there. */
async function isLinked(gateway: TestGateway): Promise<boolean> {
  const { status } = await gateway.control({ method: 'GET', path: '/links/skill-1/user-1' });
  assert.ok(status === 200 || status === 404);
  return status === 200;
}

/** Every directive that the skill got, in order. */
function directivesTo(skill: SkillFixture): Directive['directive'][] {
  return skill.calls.map(call => (call.directive as Directive).directive);
}

/** The code that the skill got with AcceptGrant. */
function codeOf(skill: SkillFixture): string {
  const accept = directivesTo(skill).findLast(({ header }) => header.name === 'AcceptGrant') ?? assert.fail();
  const { grant } = accept.payload as { grant: { code: string } };
  return grant.code;
}

function exchange(gateway: TestGateway, code: string): Promise<JsonAnswer> {
  const client = { client_id: credentials.clientId, client_secret: credentials.clientSecret };
  return askToken(gateway.urls, { grant_type: 'authorization_code', code, ...client });
}

afterEach(async () => {
  await open?.gateway.stop();
  await open?.skill.close();
  open = undefined;
});

describe('POST /links', () => {
  it('sends AcceptGrant and Discover, registers the endpoints and answers both replies', async () => {
    const { gateway, skill, link } = await start(script({ grant: accepted, discover: discovered }));
    const { status, body } = await link();
    assert.deepEqual(
      [status, body],
      [200, { skillId: 'skill-1', userId: 'user-1', linked: true, acceptGrant: accepted, discover: discovered }],
    );
    const names = directivesTo(skill).map(({ header }) => `${header.namespace}.${header.name}`);
    assert.deepEqual(names, ['Alexa.Authorization.AcceptGrant', 'Alexa.Discovery.Discover']);
    const [grant, discover] = directivesTo(skill).map(({ payload }) => payload);
    assert.deepEqual(grant?.grantee, { type: 'BearerToken', token: GRANTEE });
    assert.deepEqual(discover, { scope: { type: 'BearerToken', token: GRANTEE } });
    const home = await gateway.home();
    assert.deepEqual(
      home.endpoints.map(({ endpointId }) => endpointId),
      ['lamp-1'],
    );
    assert.ok(await isLinked(gateway));
    assertNoSecret(open?.log.text() ?? '', 'the log');
  });

  it('gives a code that is good while AcceptGrant is under way, and whose tokens may speak at once', async () => {
    let first: JsonAnswer | undefined;
    const { gateway, link } = await start(async directive => {
      if (directive.directive.header.name !== 'AcceptGrant') return discovered;
      const { grant } = directive.directive.payload as { grant: { code: string } };
      const { gateway } = open ?? assert.fail();
      const { access_token: token } = (await exchange(gateway, grant.code)).body as AnsweredTokens;
      first = await postEvent(gateway.urls, powerReport(token), { token });
      return accepted;
    });
    assert.equal((await link()).status, 200);
    assert.equal(first?.status, 202);
    const items = await gateway.journal({ userId: 'user-1' });
    assert.deepEqual(
      items.map(({ path }) => path),
      ['/auth/o2/token', '/v3/events', '/_gatehouse/directives', '/_gatehouse/directives'],
    );
  });

  it('takes state into the home once the endpoint is discovered', async () => {
    const { gateway, skill, link } = await start(script({ grant: accepted, discover: discovered }));
    await link();
    const { access_token: token } = (await exchange(gateway, codeOf(skill))).body as AnsweredTokens;
    assert.equal((await postEvent(gateway.urls, powerReport(token), { token })).status, 202);
    const [entry] = await gateway.until({ kind: 'ChangeReport' });
    assertEffect(entry, 'state');
    assert.equal(entry.reason, undefined);
    const home = await gateway.home();
    assert.deepEqual(home.endpoints[0]?.properties, [
      {
        namespace: 'Alexa.PowerController',
        name: 'powerState',
        value: 'ON',
        timeOfSample: '2026-01-01T00:00:00.000Z',
        uncertaintyInMilliseconds: 0,
      },
    ]);
  });

  it('is not linked when the skill refuses, and its code and tokens die', async () => {
    const { gateway, skill, link } = await start(script({ grant: rejected }));
    const { status, body } = await link();
    assert.deepEqual(
      [status, body],
      [200, { skillId: 'skill-1', userId: 'user-1', linked: false, acceptGrant: rejected }],
    );
    assert.equal((await exchange(gateway, codeOf(skill))).status, 400);
    assert.ok(!(await isLinked(gateway)));
    assert.equal(skill.calls.length, 1);
  });

  it('keeps an earlier link when a later AcceptGrant is refused', async () => {
    let answer = accepted;
    const { gateway, skill, link } = await start(({ directive }) =>
      directive.header.name === 'AcceptGrant' ? answer : discovered,
    );
    await link();
    const { access_token: token } = (await exchange(gateway, codeOf(skill))).body as AnsweredTokens;
    answer = rejected;
    assert.equal(((await link()).body as { linked: boolean }).linked, false);
    assert.equal((await postEvent(gateway.urls, powerReport(token), { token })).status, 202);
  });

  it('is linked without endpoints when Discover brings nothing usable', async () => {
    const { link } = await start(script({ grant: accepted, discover: accepted }));
    const { status, body } = await link();
    const { linked, problem } = body as { linked: boolean; problem: { code: string } };
    assert.deepEqual([status, linked, problem.code], [200, true, 'no-endpoints']);
  });

  it('names the places of endpoints that were not taken', async () => {
    const endpoints = [{ friendlyName: 'Nobody' }, lampEndpoint];
    const { link } = await start(
      script({ grant: accepted, discover: reply('Alexa.Discovery', 'Discover.Response', { endpoints }) }),
    );
    const { linked, problem } = (await link()).body as { linked: boolean; problem: { code: string; message: string } };
    assert.deepEqual([linked, problem.code], [true, 'endpoints-refused']);
    assert.match(problem.message, /0 \(/);
  });

  const unusable: readonly [string, SkillScript][] = [
    ['an event of another kind', script({ grant: discovered })],
    ['no event', script({ grant: { hello: 'world' } })],
    ['a status of 500', () => assert.fail('on purpose')],
  ];
  for (const [name, said] of unusable) {
    it(`answers 502 to ${name}, and is not linked`, async () => {
      const { gateway, link } = await start(said);
      const { status, body } = await link();
      assert.deepEqual([status, (body as { code: string }).code], [502, 'directive-failed']);
      assert.ok(!(await isLinked(gateway)));
    });
  }

  it('is not linked, and the home stays empty, when the customer disables the skill meanwhile', async () => {
    const { gateway, link } = await start(async ({ directive }) => {
      if (directive.header.name === 'AcceptGrant') return accepted;
      await open?.gateway.unlink();
      return discovered;
    });
    assert.equal(((await link()).body as { linked: boolean }).linked, false);
    const home = await gateway.home();
    assert.deepEqual(home.endpoints, []);
  });

  it('answers 502 after 30 s of silence', async () => {
    const { gateway, skill, link } = await start(script({}));
    const answered = link();
    await skill.called(1);
    await gateway.advance(29_999);
    assert.ok(await isLinked(gateway));
    await gateway.advance(1);
    assert.equal((await answered).status, 502);
  });

  it('answers 502 for a skill without a directive URL', async () => {
    const { gateway, link } = await start(script({}));
    await gateway.addSkill({ skillId: 'skill-1', ...credentials });
    assert.equal((await link()).status, 502);
  });

  it('posts to the invoke path for a skill behind the Lambda emulator', async () => {
    const { skill, link } = await start(script({ grant: accepted, discover: discovered }), { invoke: 'lambda' });
    await link();
    assert.deepEqual([...new Set(skill.calls.map(({ path }) => path))], ['/2015-03-31/functions/function/invocations']);
  });
});

describe('DELETE /links/{skillId}/{userId}', () => {
  it('ends the tokens, empties the home, and linking again makes good ones', async () => {
    const { gateway, skill, link } = await start(script({ grant: accepted, discover: discovered }));
    await link();
    const old = (await exchange(gateway, codeOf(skill))).body as AnsweredTokens;
    await gateway.unlink();
    await assert.rejects(gateway.unlink(), { code: 'not-linked' });
    const home = await gateway.home();
    assert.deepEqual(home.endpoints, []);
    await link();
    const fresh = (await exchange(gateway, codeOf(skill))).body as AnsweredTokens;
    const post = async ({ access_token: token }: AnsweredTokens): Promise<number> =>
      (await postEvent(gateway.urls, powerReport(token), { token })).status;
    assert.deepEqual([await post(old), await post(fresh)], [401, 202]);
  });
});

describe('POST /directives', () => {
  it("answers the skill's reply, and its state feeds the home", async () => {
    const { gateway, link } = await start(({ directive }) => {
      if (directive.header.name === 'AcceptGrant') return accepted;
      if (directive.header.name === 'Discover') return discovered;
      const { messageId: _, ...header } = { ...directive.header } as Record<string, string>;
      return {
        event: {
          header: { ...header, namespace: 'Alexa', name: 'Response', messageId: 'r' },
          endpoint: { endpointId: 'lamp-1' },
          payload: {},
        },
        context: {
          properties: [
            {
              namespace: 'Alexa.PowerController',
              name: 'powerState',
              value: 'ON',
              timeOfSample: '2026-01-01T00:00:00Z',
              uncertaintyInMilliseconds: 0,
            },
          ],
        },
      };
    });
    await link();
    const exchanged = await gateway.directive({
      endpointId: 'lamp-1',
      namespace: 'Alexa.PowerController',
      name: 'TurnOn',
    });
    assert.deepEqual([kindOf(exchanged.reply), exchanged.deferred], ['Response', false]);
    const home = await gateway.home();
    assert.equal(home.endpoints[0]?.properties.length, 1);
    assertNoSecret(JSON.stringify(exchanged), 'the answer');
  });
});
