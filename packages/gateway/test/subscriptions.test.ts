import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memberOf, parseSkillEvent, textAt, validateSkillEvent } from '@gatehouse/protocol';
import { assertNoSecret } from '@gatehouse/testing';
import type { GatewayConfig } from '../config/gateway-config.ts';
import { lampSkill } from './lamp-skill.ts';
import { type NoticeGateway, noticeSkill, ORDER, startNoticeGateway, WEATHER } from './notice-fixture.ts';
import { answer, openSkill, type SkillFixture, type SkillHandler } from './skill-fixture.ts';

const PATH = '/customers/user-1/subscriptions/skill-1';
const NOTIFICATIONS = 'alexa::devices:all:notifications:write';

interface Parties {
  readonly gateway: NoticeGateway;
  /** Takes skill events. */
  readonly endpoint: SkillFixture;
  /** The types of the skill events that came, without the prefix that all have. */
  told(): (string | undefined)[];
}

/** A customer who has nothing to do with the skill yet; the skill is told of everything. */
async function withParties(
  run: (parties: Parties) => Promise<void>,
  { handler = answer({}), skill = {}, config = {} }: Partial<Options> = {},
): Promise<void> {
  const endpoint = await openSkill(handler);
  const gateway = await startNoticeGateway(config, {
    skill: { eventsUrl: endpoint.url, ...skill },
    customer: { notifications: {} },
  });
  const told: Parties['told'] = () =>
    endpoint.calls.map(({ directive }) => textAt(directive, ['request', 'type'])?.replace('AlexaSkillEvent.', ''));
  try {
    await run({ gateway, endpoint, told });
    assertNoSecret(gateway.log.text(), 'the log');
  } finally {
    await gateway.stop();
    await endpoint.close();
  }
  assert.deepEqual(gateway.clock.pending(), []);
}

interface Options {
  readonly handler: SkillHandler;
  readonly skill: object;
  readonly config: Partial<GatewayConfig>;
}

const bodyOf = (endpoint: SkillFixture, place: number): unknown =>
  memberOf(memberOf(endpoint.calls.at(place)?.directive, 'request'), 'body');

describe('/customers/{userId}/subscriptions', () => {
  it('enables and subscribes, to what the skill publishes unless events are named, and tells the skill', () =>
    withParties(async ({ gateway, endpoint, told }) => {
      const { status, body } = await gateway.control('PUT', PATH, {});
      assert.equal(status, 200);
      const { skillEvents, ...subscription } = body as { skillEvents: { type: string; taken: boolean }[] };
      assert.deepEqual(subscription, { skillId: 'skill-1', userId: 'user-1', events: [ORDER, WEATHER] });
      assert.deepEqual(told(), ['SkillEnabled', 'SkillPermissionAccepted', 'ProactiveSubscriptionChanged']);
      assert.deepEqual(
        skillEvents.map(({ type, taken }) => [type.replace('AlexaSkillEvent.', ''), taken]),
        told().map(type => [type, true]),
      );
      assert.deepEqual(bodyOf(endpoint, 0), undefined);
      assert.deepEqual(bodyOf(endpoint, 1), { acceptedPermissions: [{ scope: NOTIFICATIONS }] });
      assert.deepEqual(bodyOf(endpoint, 2), { subscriptions: [{ eventName: ORDER }, { eventName: WEATHER }] });
      assert.deepEqual((await gateway.control('GET', PATH)).body, subscription);
    }));

  it('sends events that keep every rule, with the endpoint of the region and the locale, and journals them', () =>
    withParties(async ({ gateway, endpoint }) => {
      await gateway.control('PUT', PATH, {});
      for (const { directive } of endpoint.calls) {
        assert.deepEqual(validateSkillEvent(directive), []);
        const news = parseSkillEvent(directive);
        assert.deepEqual([news?.skillId, news?.userId, news?.apiEndpoint], ['skill-1', 'user-1', gateway.urls.na]);
        assert.equal(memberOf(directive, 'session'), undefined);
        assert.equal(textAt(directive, ['request', 'locale']), 'en-US');
      }
      const { items } = (await gateway.control('GET', '/journal?kind=AlexaSkillEvent.SkillEnabled')).body as {
        items: { path: string; status: number; messageId: string; verdict: string; request: unknown }[];
      };
      const [entry] = items;
      assert.deepEqual(
        [items.length, entry?.path, entry?.status, entry?.verdict],
        [1, '/_gatehouse/skill-events', 200, 'accepted'],
      );
      assert.deepEqual(entry?.request, endpoint.calls[0]?.directive);
      assert.equal(entry?.messageId, textAt(endpoint.calls[0]?.directive, ['request', 'requestId']));
    }));

  it('tells of each change once, of the last event with an empty list, and of disabling by SkillDisabled alone', () =>
    withParties(async ({ gateway, endpoint, told }) => {
      await gateway.control('PUT', PATH, { events: [ORDER] });
      await gateway.control('PUT', PATH, { events: [ORDER, ORDER] });
      assert.equal(endpoint.calls.length, 3);
      await gateway.control('PUT', PATH, { events: [WEATHER] });
      assert.deepEqual(told().slice(3), ['ProactiveSubscriptionChanged']);
      assert.equal((await gateway.control('DELETE', PATH)).status, 204);
      assert.deepEqual(told().slice(4), ['SkillPermissionChanged', 'ProactiveSubscriptionChanged']);
      assert.deepEqual(bodyOf(endpoint, 4), { acceptedPermissions: [] });
      assert.deepEqual(bodyOf(endpoint, 5), { subscriptions: [] });
      await gateway.control('PUT', PATH, { events: [ORDER] });
      assert.equal((await gateway.control('DELETE', '/links/skill-1/user-1')).status, 204);
      assert.deepEqual(told().slice(-1), ['SkillDisabled']);
      assert.deepEqual(bodyOf(endpoint, -1), { userInformationPersistenceStatus: 'PERSISTED' });
      assert.equal((await gateway.control('GET', PATH)).status, 404);
      assert.equal((await gateway.control('DELETE', '/links/skill-1/user-1')).status, 404);
    }));

  it('tells of the end of the last subscription without a body in observed mode', () =>
    withParties(
      async ({ gateway, endpoint }) => {
        await gateway.control('PUT', PATH, {});
        await gateway.control('DELETE', PATH);
        assert.equal(bodyOf(endpoint, -1), undefined);
        assert.deepEqual(parseSkillEvent(endpoint.calls.at(-1)?.directive)?.subscriptions, []);
      },
      { config: { mode: 'observed' } },
    ));

  it('tells only of what the manifest subscribes to', () =>
    withParties(
      async ({ gateway, told }) => {
        await gateway.control('PUT', PATH, {});
        await gateway.control('DELETE', '/links/skill-1/user-1');
        assert.deepEqual(told(), ['ProactiveSubscriptionChanged', 'SkillDisabled']);
      },
      { skill: { subscriptions: ['SKILL_DISABLED', { eventName: 'SKILL_PROACTIVE_SUBSCRIPTION_CHANGED' }] } },
    ));

  it('tells of what PUT /customers/{userId} changes', () =>
    withParties(async ({ gateway, told }) => {
      const put = (notifications: object): Promise<unknown> =>
        gateway.control('PUT', '/customers/user-1', { region: 'NA', notifications });
      await put({ 'skill-1': [ORDER], 'skill-unknown': [ORDER] });
      await put({ 'skill-1': [ORDER] });
      await put({});
      assert.deepEqual(told(), [
        'SkillEnabled',
        'SkillPermissionAccepted',
        'ProactiveSubscriptionChanged',
        'SkillDisabled',
      ]);
    }));

  it('tells of a linked account with its token, which nobody else sees', () =>
    withParties(async ({ gateway, endpoint, told }) => {
      const lamp = await openSkill(({ directive }, response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(lampSkill(directive)));
      });
      const urls = { directiveUrl: lamp.url, eventsUrl: endpoint.url };
      await gateway.control('PUT', '/skills/skill-1', { ...noticeSkill, ...urls });
      const ask = { skillId: 'skill-1', userId: 'user-1', granteeToken: 'gatehouse-secret-grantee' };
      await gateway.control('POST', '/links', ask);
      await gateway.control('POST', '/links', ask);
      assert.deepEqual(told(), ['SkillEnabled', 'SkillAccountLinked']);
      assert.deepEqual(bodyOf(endpoint, 1), { accessToken: 'gatehouse-secret-grantee' });
      const { body } = await gateway.control('GET', '/journal?kind=AlexaSkillEvent.SkillAccountLinked');
      assertNoSecret(JSON.stringify(body), 'the journal');
      assert.match(JSON.stringify(body), /"accessToken":"\[secret\]"/);
      await lamp.close();
    }));

  it('lists what a customer allows, linked skills too', () =>
    withParties(async ({ gateway }) => {
      await gateway.control('PUT', '/skills/skill-2', { clientId: 'client-2', clientSecret: 'gatehouse-secret-two' });
      await gateway.control('POST', '/tokens', { skillId: 'skill-2', userId: 'user-1' });
      await gateway.control('PUT', PATH, { events: [ORDER] });
      assert.deepEqual((await gateway.control('GET', '/customers/user-1/subscriptions')).body, {
        items: [
          { skillId: 'skill-1', userId: 'user-1', events: [ORDER] },
          { skillId: 'skill-2', userId: 'user-1', events: [] },
        ],
      });
    }));

  it('refuses whom it does not know, and what is no list of names, and changes nothing', () =>
    withParties(async ({ gateway }) => {
      assert.equal((await gateway.control('PUT', '/customers/nobody/subscriptions/skill-1', {})).status, 404);
      assert.equal((await gateway.control('PUT', '/customers/user-1/subscriptions/none', {})).status, 404);
      assert.equal((await gateway.control('DELETE', PATH)).status, 404);
      const { status, body } = await gateway.control('PUT', PATH, { events: [1] });
      assert.deepEqual([status, memberOf(body, 'pointer')], [400, '/events/0']);
      assert.equal((await gateway.control('GET', PATH)).status, 404);
    }));

  it('refuses an eventsUrl beyond loopback and the configured hosts', () =>
    withParties(async ({ gateway }) => {
      const { status, body } = await gateway.control('PUT', '/skills/skill-1', {
        ...noticeSkill,
        eventsUrl: 'http://192.0.2.1/',
      });
      assert.deepEqual([status, memberOf(body, 'code')], [400, 'directive-url-refused']);
    }));
});

describe('a skill event that is not taken', () => {
  const rows: readonly (readonly [name: string, handler: SkillHandler, code: string, status: number])[] = [
    ['an error', answer('', 500), 'skill-error', 502],
    ['a failed function', answer('', 200, { 'x-amz-function-error': 'Unhandled' }), 'skill-error', 502],
    ['a redirect', answer('', 307, { location: 'http://127.0.0.1:1/' }), 'redirect-refused', 502],
    ['too much', answer('x'.repeat(1_048_577)), 'reply-too-large', 502],
    ['a closed connection', (_, response) => response.destroy(), 'skill-unreachable', 502],
  ];
  for (const [name, handler, code, status] of rows) {
    it(`because of ${name} changes nothing else and is journalled with ${code}`, () =>
      withParties(
        async ({ gateway }) => {
          const { body } = await gateway.control('PUT', PATH, { events: [ORDER] });
          const [first] = (body as { skillEvents: { taken: boolean; reason: { code: string } }[] }).skillEvents;
          assert.deepEqual([first?.taken, first?.reason.code], [false, code]);
          const entry = await gateway.lastEntry();
          assert.deepEqual([entry.status, entry.code, entry.reason?.rule], [status, code, `directive/${code}`]);
          assert.deepEqual(memberOf((await gateway.control('GET', PATH)).body, 'events'), [ORDER]);
        },
        { handler },
      ));
  }

  it('in time is given up, and the others are sent all the same', () =>
    withParties(
      async ({ gateway, endpoint }) => {
        const answered = gateway.control('PUT', PATH, { events: [ORDER] });
        for (const count of [1, 2, 3]) {
          await endpoint.called(count);
          await gateway.clock.advance(5_000);
        }
        const { skillEvents } = (await answered).body as { skillEvents: { reason: { code: string } }[] };
        assert.deepEqual(
          skillEvents.map(({ reason }) => reason.code),
          Array.from({ length: 3 }, () => 'SKILL_RESPONSE_TIMEOUT_EXCEPTION'),
        );
        assert.equal((await gateway.lastEntry()).status, 504);
      },
      { handler: () => {}, config: { skillEventTimeoutMs: 5_000 } },
    ));

  it('because the gateway stops is told so', async () => {
    const endpoint = await openSkill(() => {});
    const gateway = await startNoticeGateway(
      {},
      { skill: { eventsUrl: endpoint.url }, customer: { notifications: {} } },
    );
    const answered = gateway.control('PUT', PATH, { events: [ORDER] }).catch(() => undefined);
    await endpoint.called(1);
    await gateway.stop();
    await answered;
    await endpoint.close();
    assert.deepEqual(gateway.clock.pending(), []);
    assert.match(gateway.log.text(), /gateway-stopping/);
  });
});
