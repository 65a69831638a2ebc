import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { memberOf, textAt } from '@gatehouse/protocol';
import { assertNoSecret } from '@gatehouse/testing';
import type { GatewayConfig } from '../config/gateway-config.ts';
import { INVOKE_PATH } from '../directive/directive-url.ts';
import type { JournalEntry } from '../journal/journal-entry.ts';
import { CLIENT_SECRET, type JsonAnswer, powerReport, type TestGateway } from './gateway-fixture.ts';
import { capability } from './home-fixture.ts';
import { openSkillGateway } from './open-skill-gateway.ts';
import { answer, type SkillCall, type SkillFixture, type SkillHandler } from './skill-fixture.ts';

const GRANTEE = 'gatehouse-secret-grantee';

const lamp = {
  endpointId: 'lamp-1',
  manufacturerName: 'Gatehouse',
  description: 'A lamp',
  friendlyName: 'Lamp',
  displayCategories: ['LIGHT'],
  capabilities: [
    capability('Alexa.PowerController', ['powerState']),
    { type: 'AlexaInterface', interface: 'Alexa', version: '3' },
  ],
};

function said(namespace: string, name: string, payload: object = {}): object {
  return { event: { header: { namespace, name, messageId: 'reply-1', payloadVersion: '3' }, payload } };
}

const accepted = said('Alexa.Authorization', 'AcceptGrant.Response');
const rejected = said('Alexa.Authorization', 'ErrorResponse', { type: 'ACCEPT_GRANT_FAILED', message: 'No' });

/** Answers Discover with the endpoints that are there at that moment, and AcceptGrant as told. */
function skillWith(endpoints: () => readonly object[], grant: SkillHandler = answer(accepted)): SkillHandler {
  return (call, response) => {
    const discover = nameOf(call) === 'Discover';
    const payload = { endpoints: endpoints() };
    (discover ? answer(said('Alexa.Discovery', 'Discover.Response', payload)) : grant)(call, response);
  };
}

const nameOf = ({ directive }: SkillCall): string => textAt(directive, ['directive', 'header', 'name']) ?? '';

interface Linking extends TestGateway {
  readonly skill: SkillFixture;
  link(userId?: string): Promise<JsonAnswer>;
  /** Exchanges the code of the skill's last AcceptGrant for an access token. */
  exchangeCode(): Promise<string>;
  /** Posts a report with a messageId of its own. */
  report(token: string, url?: string): Promise<JsonAnswer>;
  entries(query: string): Promise<JournalEntry[]>;
}

async function open(t: TestContext, handle: SkillHandler, config: Partial<GatewayConfig> = {}): Promise<Linking> {
  const { gateway, skill } = await openSkillGateway(t, { handle, config });
  const body = { clientId: 'client-1', clientSecret: CLIENT_SECRET, directiveUrl: skill.url };
  await gateway.control('PUT', '/skills/skill-1', body);
  for (const userId of ['user-1', 'user-2', 'user-3'])
    await gateway.control('PUT', `/customers/${userId}`, { region: 'NA' });
  let messages = 0;
  return {
    ...gateway,
    skill,
    link: (userId = 'user-1') =>
      gateway.control('POST', '/links', { skillId: 'skill-1', userId, granteeToken: GRANTEE }),
    exchangeCode: async () => {
      const grant = skill.calls.findLast(call => nameOf(call) === 'AcceptGrant');
      const code = textAt(grant?.directive, ['directive', 'payload', 'grant', 'code']) ?? '';
      const client = { client_id: 'client-1', client_secret: CLIENT_SECRET };
      const { body: tokens } = await gateway.askToken({ grant_type: 'authorization_code', code, ...client });
      return textAt(tokens, ['access_token']) ?? assert.fail('no token');
    },
    report: (token, url) => {
      messages += 1;
      return gateway.postEvent(powerReport(token, `report-${messages}`), { token, ...(url !== undefined && { url }) });
    },
    entries: async query => {
      const { body: page } = await gateway.control('GET', `/journal?${query}`);
      return memberOf(page, 'items') as JournalEntry[];
    },
  };
}

const codeOf = ({ body }: JsonAnswer): string | undefined => textAt(body, ['payload', 'code']);
const lampOnly = (): readonly object[] => [lamp];

describe('a link', () => {
  it('leaves an entry of AcceptGrant and of Discover, without code and token', async t => {
    const home = await open(t, skillWith(lampOnly));
    await home.link();
    const [grant, discover] = await home.entries('skillId=skill-1');
    assert.deepEqual([grant?.kind, grant?.status, grant?.path], ['AcceptGrant', 200, '/_gatehouse/directives']);
    assert.deepEqual(grant?.exchange, {
      cause: 'link',
      namespace: 'Alexa.Authorization',
      reply: 'AcceptGrant.Response',
      deferred: false,
      tookMs: 0,
    });
    assert.equal(grant?.problems, undefined);
    assert.deepEqual(discover?.effects, [{ type: 'catalogue', added: ['lamp-1'], updated: [], removed: [] }]);
    const text = JSON.stringify([grant, discover]);
    assertNoSecret(text);
    assert.doesNotMatch(text, /GATEHOUSE-CODE/);
  });

  it('names the endpoints that would not be discoverable, and takes them', async t => {
    const endpoints = [
      lamp,
      { ...lamp, endpointId: 'lamp 2/3' },
      { ...lamp, endpointId: 'l3', cookie: { a: 'x'.repeat(5_001) } },
    ];
    const home = await open(
      t,
      skillWith(() => endpoints),
    );
    assert.equal(memberOf((await home.link()).body, 'linked'), true);
    const [discover] = await home.entries('kind=Discover');
    assert.deepEqual(discover?.effects, [
      {
        type: 'catalogue',
        added: ['lamp-1', 'lamp 2/3', 'l3'],
        updated: [],
        removed: [],
        undiscoverable: ['lamp 2/3', 'l3'],
      },
    ]);
    assert.deepEqual(
      discover?.problems?.map(({ pointer }) => pointer),
      ['/event/payload/endpoints/1/endpointId', '/event/payload/endpoints/2/cookie'],
    );
  });

  it('ends when it is disabled; enabled again it is another one, to which earlier tokens are strangers', async t => {
    const home = await open(t, skillWith(lampOnly));
    await home.link();
    const old = await home.exchangeCode();
    assert.equal((await home.report(old)).status, 202);
    await home.control('DELETE', '/links/skill-1/user-1');
    assert.deepEqual([codeOf(await home.report(old))], ['INVALID_ACCESS_TOKEN_EXCEPTION']);
    await home.link();
    const fresh = await home.exchangeCode();
    assert.deepEqual([(await home.report(old)).status, (await home.report(fresh)).status], [401, 202]);
  });

  it('has to be made again after the customer moved; the region lookup tells the new region at once', async t => {
    const home = await open(t, skillWith(lampOnly));
    await home.link();
    const old = await home.exchangeCode();
    await home.control('PUT', '/customers/user-1', { region: 'EU' });
    const lookUp = async (): Promise<unknown> => {
      const asked = await fetch(`${home.urls.na}/v1/alexaApiEndpoint`, { headers: { authorization: `Bearer ${old}` } });
      return asked.json();
    };
    assert.equal(memberOf(await lookUp(), 'region'), 'EU');
    for (const url of [home.urls.na, home.urls.eu]) {
      const refused = await home.report(old, url);
      assert.deepEqual([refused.status, codeOf(refused)], [403, 'SKILL_NEVER_ENABLED_EXCEPTION']);
      assert.equal((await home.lastEntry()).reason?.rule, 'event/customer-moved');
    }
    await home.link();
    const fresh = await home.exchangeCode();
    assert.equal((await home.report(fresh, home.urls.eu)).status, 202);
    assert.equal((await home.report(old, home.urls.eu)).status, 403);
    assert.equal((await home.entries('kind=AcceptGrant&region=EU')).length, 1);
  });

  it('is tried again with a fresh code as often as configured, while the skill answers nothing usable', async t => {
    let calls = 0;
    const flaky: SkillHandler = (call, response) => {
      calls += 1;
      answer(calls < 3 ? {} : accepted, calls === 1 ? 500 : 200)(call, response);
    };
    const home = await open(t, skillWith(lampOnly, flaky), { acceptGrantAttempts: 3 });
    assert.equal(memberOf((await home.link()).body, 'linked'), true);
    const entries = await home.entries('kind=AcceptGrant');
    assert.deepEqual(
      entries.map(({ status, reason }) => [status, reason?.code]),
      [
        [502, 'skill-error'],
        [502, 'not-a-reply'],
        [200, undefined],
      ],
    );
    const codes = home.skill.calls.map(({ directive }) => textAt(directive, ['directive', 'payload', 'grant', 'code']));
    assert.equal(new Set(codes.slice(0, 3)).size, 3);
    await home.exchangeCode();
  });

  it('shares the time among the attempts when the skill stays silent', async t => {
    const home = await open(t, () => {}, { acceptGrantAttempts: 2 });
    const linking = home.link();
    for (const count of [1, 2]) {
      await home.skill.called(count);
      await home.clock.advance(15_000);
    }
    const refused = await linking;
    assert.deepEqual([refused.status, memberOf(refused.body, 'code')], [502, 'directive-failed']);
    assert.deepEqual(
      (await home.entries('kind=AcceptGrant')).map(({ status, verdict }) => [status, verdict]),
      [
        [504, 'cut'],
        [504, 'cut'],
      ],
    );
  });

  it('is not tried again when the skill refuses', async t => {
    const home = await open(t, skillWith(lampOnly, answer(rejected)), { acceptGrantAttempts: 5 });
    assert.equal(memberOf((await home.link()).body, 'linked'), false);
    const [entry] = await home.entries('kind=AcceptGrant');
    assert.deepEqual([entry?.status, entry?.exchange?.error], [200, 'ACCEPT_GRANT_FAILED']);
    assert.equal(home.skill.calls.length, 1);
  });
});

describe('a link through the Lambda runtime emulator', () => {
  const lambda = { clientId: 'client-1', invoke: 'lambda' };

  it('is made over the invoke path, and directives go there', async t => {
    const home = await open(t, skillWith(lampOnly));
    await home.control('PUT', '/skills/skill-1', { ...lambda, directiveUrl: home.skill.url });
    assert.equal(memberOf((await home.link()).body, 'linked'), true);
    const ask = { skillId: 'skill-1', userId: 'user-1', namespace: 'Alexa.Discovery', name: 'Discover' };
    await home.control('POST', '/directives', ask);
    assert.deepEqual([...new Set(home.skill.calls.map(({ path }) => path))], [INVOKE_PATH]);
    assert.equal(home.skill.calls.length, 3);
  });

  it('fails with the error that the function ended with, named but not repeated', async t => {
    const failed = answer({ errorType: 'Error', errorMessage: 'gatehouse-secret-page' }, 200, {
      'x-amz-function-error': 'Unhandled',
    });
    const home = await open(t, skillWith(lampOnly, failed));
    await home.control('PUT', '/skills/skill-1', { ...lambda, directiveUrl: home.skill.url });
    const refused = await home.link();
    assert.deepEqual([refused.status, memberOf(refused.body, 'code')], [502, 'directive-failed']);
    const [entry] = await home.entries('kind=AcceptGrant');
    assert.deepEqual([entry?.status, entry?.reason?.rule], [502, 'directive/skill-error']);
    assert.match(entry?.reason?.message ?? '', /Unhandled/);
    assertNoSecret(JSON.stringify([refused.body, entry]));
    assert.equal((await home.control('GET', '/links/skill-1/user-1')).status, 404);
  });
});

describe('POST /skills/{skillId}/backfill', () => {
  it('sends AcceptGrant for every customer with the link that is there, and counts the answers', async t => {
    let calls = 0;
    const home = await open(
      t,
      skillWith(lampOnly, (call, response) => {
        calls += 1;
        const answers = [accepted, accepted, accepted, accepted, rejected, {}];
        answer(answers[calls - 1])(call, response);
      }),
    );
    await home.link();
    const before = await home.exchangeCode();
    await home.link('user-2');
    await home.link('user-3');
    // Another skill's customers are left alone.
    await home.control('PUT', '/skills/skill-2', { clientId: 'client-2', clientSecret: CLIENT_SECRET });
    await home.control('POST', '/tokens', { skillId: 'skill-2', userId: 'user-1' });
    const { status, body } = await home.control('POST', '/skills/skill-1/backfill');
    assert.equal(status, 200);
    const { failures, ...counts } = body as { failures: { userId: string; code: string }[] };
    assert.deepEqual(counts, { skillId: 'skill-1', links: 3, accepted: 1, refused: 1, failed: 1 });
    assert.deepEqual(failures.map(({ code }) => code).sort(), ['ACCEPT_GRANT_FAILED', 'not-a-reply']);
    const entries = (await home.entries('kind=AcceptGrant')).slice(3);
    assert.deepEqual(
      entries.map(({ exchange }) => exchange?.cause),
      ['backfill', 'backfill', 'backfill'],
    );
    assert.deepEqual(new Set(entries.map(({ userId }) => userId)), new Set(['user-1', 'user-2', 'user-3']));
    const grantees = home.skill.calls.map(({ directive }) =>
      textAt(directive, ['directive', 'payload', 'grantee', 'token']),
    );
    assert.ok(grantees.slice(-3).every(token => token === GRANTEE));
    for (const userId of ['user-1', 'user-2', 'user-3']) {
      assert.equal((await home.control('GET', `/links/skill-1/${userId}`)).status, 200);
    }
    assert.equal((await home.report(before)).status, 202);
  });

  it('asks at most eight customers at a time', async t => {
    const held: (() => void)[] = [];
    const home = await open(t, (call, response) => void held.push(() => answer(accepted)(call, response)));
    for (let number = 0; number < 20; number++) {
      await home.control('PUT', `/customers/many-${number}`, { region: 'FE' });
      await home.control('POST', '/tokens', { skillId: 'skill-1', userId: `many-${number}` });
    }
    const filling = home.control('POST', '/skills/skill-1/backfill');
    for (let done = 0; done < 20; done++) {
      await home.skill.called(Math.min(20, done + 8));
      assert.ok(home.skill.calls.length <= done + 8);
      held[done]?.();
    }
    assert.equal(memberOf((await filling).body, 'accepted'), 20);
  });

  it('answers zero for a skill without customers, and 404 for one that is not known', async t => {
    const home = await open(t, skillWith(lampOnly));
    const { body } = await home.control('POST', '/skills/skill-1/backfill');
    assert.deepEqual(body, { skillId: 'skill-1', links: 0, accepted: 0, refused: 0, failed: 0, failures: [] });
    assert.equal((await home.control('POST', '/skills/skill-9/backfill')).status, 404);
  });
});

describe('POST /directives with Discover', () => {
  it('discovers the home again: endpoints come and change, those not named stay', async t => {
    let endpoints: readonly object[] = [lamp];
    const home = await open(
      t,
      skillWith(() => endpoints),
    );
    await home.link();
    endpoints = [
      { ...lamp, endpointId: 'lamp-2' },
      { ...lamp, friendlyName: 'Desk lamp' },
    ];
    const ask = { skillId: 'skill-1', userId: 'user-1', namespace: 'Alexa.Discovery', name: 'Discover' };
    const { body } = await home.control('POST', '/directives', ask);
    assert.deepEqual(memberOf(body, 'effects'), [
      { type: 'catalogue', added: ['lamp-2'], updated: ['lamp-1'], removed: [] },
    ]);
    assert.equal(memberOf(body, 'problems'), undefined);
    const discover = home.skill.calls.at(-1)?.directive;
    assert.equal(textAt(discover, ['directive', 'payload', 'scope', 'token']), GRANTEE);
    assertNoSecret(JSON.stringify(body));
    endpoints = [];
    await home.control('POST', '/directives', ask);
    const { body: view } = await home.control('GET', '/homes/user-1');
    assert.deepEqual(
      (memberOf(view, 'endpoints') as { friendlyName: string }[]).map(({ friendlyName }) => friendlyName),
      ['Desk lamp', 'Lamp'],
    );
  });
});
