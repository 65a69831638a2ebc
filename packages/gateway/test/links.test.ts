import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { assertNoSecret } from '@gatehouse/testing';
import {
  CLIENT_SECRET,
  type JsonAnswer,
  powerReport,
  startTestGateway,
  type TestGateway,
  type Tokens,
} from './gateway-fixture.ts';
import { type Directive, openSkill, play, type SkillFixture, type SkillScript } from './skill-fixture.ts';

const GRANTEE = 'gatehouse-secret-grantee';

const lamp = {
  endpointId: 'lamp-1',
  manufacturerName: 'Example',
  description: 'A lamp',
  friendlyName: 'Lamp',
  displayCategories: ['LIGHT'],
  capabilities: [
    {
      type: 'AlexaInterface',
      interface: 'Alexa.PowerController',
      version: '3',
      properties: { supported: [{ name: 'powerState' }], proactivelyReported: true, retrievable: true },
    },
  ],
};

function reply(namespace: string, name: string, payload: object = {}): object {
  return { event: { header: { namespace, name, messageId: 'reply-1', payloadVersion: '3' }, payload } };
}

const accepted = reply('Alexa.Authorization', 'AcceptGrant.Response');
const rejected = reply('Alexa.Authorization', 'ErrorResponse', { type: 'ACCEPT_GRANT_FAILED', message: 'No' });
const discovered = reply('Alexa.Discovery', 'Discover.Response', { endpoints: [lamp] });

/** Answers AcceptGrant and Discover with these; undefined is silence. */
function script(replies: { readonly grant?: unknown; readonly discover?: unknown }): SkillScript {
  return ({ directive }) => (directive.header.name === 'AcceptGrant' ? replies.grant : replies.discover);
}

interface Linking {
  readonly gateway: TestGateway;
  readonly skill: SkillFixture;
  link(): Promise<JsonAnswer>;
}

let open: Linking | undefined;

async function start(script: SkillScript, more: object = {}): Promise<Linking> {
  const gateway = await startTestGateway();
  const skill = await openSkill(play(script));
  const body = { clientId: 'client-1', clientSecret: CLIENT_SECRET, directiveUrl: skill.url, ...more };
  assert.equal((await gateway.control('PUT', '/skills/skill-1', body)).status, 201);
  await gateway.control('PUT', '/customers/user-1', { region: 'NA' });
  const ask = { skillId: 'skill-1', userId: 'user-1', granteeToken: GRANTEE };
  open = { gateway, skill, link: () => gateway.control('POST', '/links', ask) };
  return open;
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
  const client = { client_id: 'client-1', client_secret: CLIENT_SECRET };
  return gateway.askToken({ grant_type: 'authorization_code', code, ...client });
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
    const home = (await gateway.control('GET', '/homes/user-1')).body as { endpoints: { endpointId: string }[] };
    assert.deepEqual(
      home.endpoints.map(({ endpointId }) => endpointId),
      ['lamp-1'],
    );
    assert.equal((await gateway.control('GET', '/links/skill-1/user-1')).status, 200);
    assertNoSecret(gateway.log.text(), 'the log');
  });

  it('gives a code that is good while AcceptGrant is under way, and whose tokens may speak at once', async () => {
    let first: JsonAnswer | undefined;
    const { gateway, link } = await start(async directive => {
      if (directive.directive.header.name !== 'AcceptGrant') return discovered;
      const { grant } = directive.directive.payload as { grant: { code: string } };
      const { access_token: token } = (await exchange(open?.gateway ?? assert.fail(), grant.code)).body as Tokens;
      first = await open?.gateway.postEvent(powerReport(token), { token });
      return accepted;
    });
    assert.equal((await link()).status, 200);
    assert.equal(first?.status, 202);
    const { items } = (await gateway.control('GET', '/journal?userId=user-1')).body as { items: { path: string }[] };
    assert.deepEqual(
      items.map(({ path }) => path),
      ['/auth/o2/token', '/v3/events', '/_gatehouse/directives', '/_gatehouse/directives'],
    );
  });

  it('takes state into the home once the endpoint is discovered', async () => {
    const { gateway, skill, link } = await start(script({ grant: accepted, discover: discovered }));
    await link();
    const { access_token: token } = (await exchange(gateway, codeOf(skill))).body as Tokens;
    assert.equal((await gateway.postEvent(powerReport(token), { token })).status, 202);
    const { effects, reason } = await gateway.lastEntry();
    assert.deepEqual([effects.map(({ type }) => type), reason], [['state'], undefined]);
    const home = (await gateway.control('GET', '/homes/user-1')).body as { endpoints: { properties: unknown[] }[] };
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
    assert.equal((await gateway.control('GET', '/links/skill-1/user-1')).status, 404);
    assert.equal(skill.calls.length, 1);
  });

  it('keeps an earlier link when a later AcceptGrant is refused', async () => {
    let answer = accepted;
    const { gateway, skill, link } = await start(({ directive }) =>
      directive.header.name === 'AcceptGrant' ? answer : discovered,
    );
    await link();
    const { access_token: token } = (await exchange(gateway, codeOf(skill))).body as Tokens;
    answer = rejected;
    assert.equal(((await link()).body as { linked: boolean }).linked, false);
    assert.equal((await gateway.postEvent(powerReport(token), { token })).status, 202);
  });

  it('is linked without endpoints when Discover brings nothing usable', async () => {
    const { link } = await start(script({ grant: accepted, discover: accepted }));
    const { status, body } = await link();
    const { linked, problem } = body as { linked: boolean; problem: { code: string } };
    assert.deepEqual([status, linked, problem.code], [200, true, 'no-endpoints']);
  });

  it('names the places of endpoints that were not taken', async () => {
    const endpoints = [{ friendlyName: 'Nobody' }, lamp];
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
      assert.equal((await gateway.control('GET', '/links/skill-1/user-1')).status, 404);
    });
  }

  it('is not linked, and the home stays empty, when the customer disables the skill meanwhile', async () => {
    const { gateway, link } = await start(async ({ directive }) => {
      if (directive.header.name === 'AcceptGrant') return accepted;
      await open?.gateway.control('DELETE', '/links/skill-1/user-1');
      return discovered;
    });
    assert.equal(((await link()).body as { linked: boolean }).linked, false);
    const home = (await gateway.control('GET', '/homes/user-1')).body as { endpoints: unknown[] };
    assert.deepEqual(home.endpoints, []);
  });

  it('answers 502 after 30 s of silence', async () => {
    const { gateway, skill, link } = await start(script({}));
    const answered = link();
    await skill.called(1);
    await gateway.clock.advance(29_999);
    assert.equal((await gateway.control('GET', '/links/skill-1/user-1')).status, 200);
    await gateway.clock.advance(1);
    assert.equal((await answered).status, 502);
  });

  it('answers 502 for a skill without a directive URL', async () => {
    const { gateway, link } = await start(script({}));
    await gateway.control('PUT', '/skills/skill-1', { clientId: 'client-1' });
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
    const old = (await exchange(gateway, codeOf(skill))).body as Tokens;
    assert.equal((await gateway.control('DELETE', '/links/skill-1/user-1')).status, 204);
    assert.equal((await gateway.control('DELETE', '/links/skill-1/user-1')).status, 404);
    const home = (await gateway.control('GET', '/homes/user-1')).body as { endpoints: unknown[] };
    assert.deepEqual(home.endpoints, []);
    await link();
    const fresh = (await exchange(gateway, codeOf(skill))).body as Tokens;
    const post = async ({ access_token: token }: Tokens): Promise<number> =>
      (await gateway.postEvent(powerReport(token), { token })).status;
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
    const ask = {
      skillId: 'skill-1',
      userId: 'user-1',
      endpointId: 'lamp-1',
      namespace: 'Alexa.PowerController',
      name: 'TurnOn',
    };
    const { status, body } = await gateway.control('POST', '/directives', ask);
    const answer = body as { reply: { event: { header: { name: string } } }; deferred: boolean };
    assert.deepEqual([status, answer.reply.event.header.name, answer.deferred], [200, 'Response', false]);
    const home = (await gateway.control('GET', '/homes/user-1')).body as { endpoints: { properties: unknown[] }[] };
    assert.equal(home.endpoints[0]?.properties.length, 1);
    assertNoSecret(JSON.stringify(body), 'the answer');
  });
});
