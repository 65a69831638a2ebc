import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderNotice } from '@gatehouse/protocol';
import type { GatewayConfig } from '../config/gateway-config.ts';
import { noticeRules } from '../notice/notice-rules.ts';
import type { NoticeView } from '../notice/view-notice.ts';
import {
  DEVELOPMENT,
  type NoticeGateway,
  ORDER,
  orderNotice,
  startNoticeGateway,
  timeAt,
  WEATHER,
  weatherNotice,
} from './notice-fixture.ts';

const HOUR_MS = 3_600_000;

/** What a test compares of a notice: whom it is from, where it stands, and why. */
type Brief = readonly [referenceId: string, state: string, rule: string | undefined];

async function listBriefs(gateway: NoticeGateway, userId?: string): Promise<Brief[]> {
  return (await gateway.notices(userId)).map(({ referenceId, state, reason }) => [referenceId, state, reason?.rule]);
}

async function withGateway(
  run: (gateway: NoticeGateway) => Promise<void>,
  config: Partial<GatewayConfig> = {},
  parts: Parameters<typeof startNoticeGateway>[1] = {},
): Promise<void> {
  const gateway = await startNoticeGateway(config, parts);
  try {
    await run(gateway);
  } finally {
    await gateway.stop();
  }
  assert.deepEqual(gateway.clock.pending(), []);
}

async function take(
  gateway: NoticeGateway,
  notice: object,
  options: { path?: string; url?: string } = {},
): Promise<void> {
  const { status } = await gateway.post(notice, options);
  assert.equal(status, 202, JSON.stringify((await gateway.lastEntry()).reason));
}

/** What is told of a fate in place of the rule's own sentence: what was found, and what to do. */
const sentences: Partial<Record<keyof typeof noticeRules, string>> = {
  'locale-not-matched':
    "The customer's device is set to en-US, and the locales of localizedAttributes are de-DE, fr-FR, so that nothing is told; add an entry for en-US",
  'wrong-region':
    'The notice came to FE, and the customer was in NA when it was due, so that nobody hears it; send it to the region of the customer',
};

/** Each fate that a notice can have beside `pending` and `delivered`: what is done, and by which rule it is told. */
const fates: readonly (readonly [
  rule: keyof typeof noticeRules,
  state: NoticeView['state'],
  run: (gateway: NoticeGateway) => Promise<unknown>,
  config?: Partial<GatewayConfig>,
])[] = [
  [
    'expired',
    'expired',
    async gateway => {
      await take(gateway, orderNotice());
      await gateway.clock.advance(HOUR_MS);
    },
    { noticeDelayMs: 2 * HOUR_MS },
  ],
  [
    'superseded',
    'superseded',
    async gateway => {
      await take(gateway, orderNotice());
      await take(gateway, orderNotice({ at: 1 }));
    },
  ],
  [
    'stale',
    'superseded',
    async gateway => {
      await take(gateway, orderNotice({ at: 1 }));
      await take(gateway, orderNotice());
      const [, stale] = await gateway.notices();
      assert.equal(stale?.reason?.code, 'stale');
    },
  ],
  [
    'not-subscribed',
    'withheld',
    async gateway => {
      await take(gateway, weatherNotice());
      await gateway.control('PUT', '/customers/user-1/subscriptions/skill-1', { events: [ORDER] });
      await gateway.clock.advance(1_000);
    },
  ],
  [
    'not-enabled',
    'withheld',
    async gateway => {
      await take(gateway, orderNotice());
      assert.equal((await gateway.control('DELETE', '/links/skill-1/user-1')).status, 204);
      await gateway.clock.advance(1_000);
    },
  ],
  [
    'locale-not-matched',
    'withheld',
    async gateway => {
      await take(gateway, orderNotice({ locales: ['de-DE', 'fr-FR'] }));
      await gateway.clock.advance(1_000);
    },
  ],
  [
    'wrong-region',
    'withheld',
    async gateway => {
      await take(gateway, orderNotice(), { url: gateway.urls.fe });
      await gateway.clock.advance(1_000);
      await gateway.control('PUT', '/customers/user-1', { region: 'FE', locale: 'en-US' });
    },
  ],
  [
    'limited',
    'withheld',
    async gateway => {
      await gateway.control('PUT', '/limits', { notice: { customerPerDay: 1 } });
      await take(gateway, weatherNotice());
      await take(gateway, weatherNotice({ referenceId: 'storm2' }));
      await gateway.clock.advance(1_000);
      assert.deepEqual((await listBriefs(gateway))[0], ['storm1', 'delivered', undefined]);
    },
  ],
];

describe('GET /notices/{userId}', () => {
  for (const [rule, state, run, config] of fates) {
    it(`tells of ${state} by notice/${rule}`, () =>
      withGateway(async gateway => {
        await run(gateway);
        const found = (await gateway.notices()).filter(({ reason }) => reason?.rule === `notice/${rule}`);
        assert.deepEqual(
          found.map(notice => notice.state),
          [state],
        );
        const { source, basis, message: ruled } = noticeRules[rule];
        const message = sentences[rule] ?? ruled;
        assert.deepEqual(found[0]?.reason, { code: rule, message, rule: `notice/${rule}`, source, basis });
      }, config));
  }

  it('has each rule that tells of a fate', () => {
    const told = new Set(fates.map(([rule]) => rule));
    const fatal = Object.entries(noticeRules).filter(([, { code }]) => code === undefined);
    assert.deepEqual(
      fatal.map(([id]) => id).filter(id => !told.has(id as (typeof fates)[number][0])),
      [],
    );
  });

  it('shows a notice that waits and then is heard, with its sentence and times', () =>
    withGateway(async gateway => {
      await take(gateway, orderNotice());
      const { event } = orderNotice() as { event: object };
      const attributes = [{ locale: 'en-US', sellerName: 'AnyCompany en-US' }];
      const rendered = renderNotice(event, { locale: 'en-US', attributes, timeZone: 'UTC', skillName: 'skill-1' });
      const [pending] = await gateway.notices();
      assert.deepEqual(pending, {
        id: 'notice-000000000001',
        referenceId: 'order1',
        event: ORDER,
        skillId: 'skill-1',
        stage: 'live',
        audience: 'Unicast',
        locale: 'en-US',
        localeMatch: 'exact',
        text: rendered?.text,
        basis: rendered?.basis,
        state: 'pending',
        timestamp: timeAt(0),
        takenAt: timeAt(0),
        dueAt: timeAt(1_000),
        expiresAt: timeAt(HOUR_MS),
      });
      assert.match(pending?.text ?? '', /AnyCompany en-US/);
      await gateway.clock.advance(1_000);
      assert.deepEqual(await gateway.notices(), [{ ...pending, state: 'delivered', heardAt: timeAt(1_000) }]);
      await gateway.clock.advance(2 * HOUR_MS);
      assert.deepEqual(await gateway.notices(), [{ ...pending, state: 'delivered', heardAt: timeAt(1_000) }]);
    }));

  it('replaces a notice that was heard by a newer version, and hears that once', () =>
    withGateway(async gateway => {
      await take(gateway, orderNotice({ status: 'ORDER_SHIPPED' }));
      await gateway.clock.advance(1_000);
      await take(gateway, orderNotice({ at: 1_000, status: 'ORDER_DELIVERED' }));
      await gateway.clock.advance(1_000);
      const heard = (await gateway.notices()).map(({ state, heardAt }) => [state, heardAt]);
      assert.deepEqual(heard, [
        ['superseded', timeAt(1_000)],
        ['delivered', timeAt(2_000)],
      ]);
    }));

  it('tells in another locale of the language, unless none is wanted', () =>
    withGateway(
      async gateway => {
        await take(gateway, orderNotice({ locales: ['fr-FR', 'en-US'] }));
        await gateway.clock.advance(1_000);
        const [notice] = await gateway.notices();
        assert.deepEqual([notice?.state, notice?.locale, notice?.localeMatch], ['delivered', 'en-US', 'fallback']);
      },
      {},
      { customer: { locale: 'en-IN' } },
    ));

  it('does not, where none is wanted', () =>
    withGateway(
      async gateway => {
        await take(gateway, orderNotice());
        await gateway.clock.advance(1_000);
        assert.deepEqual(await listBriefs(gateway), [['order1', 'withheld', 'notice/locale-not-matched']]);
      },
      { noticeLocaleFallback: 'none' },
      { customer: { locale: 'en-IN' } },
    ));

  it('says so of a locale that notices do not have', () =>
    withGateway(
      async gateway => {
        await take(gateway, orderNotice());
        await gateway.clock.advance(1_000);
        const [{ reason } = assert.fail()] = await gateway.notices();
        assert.match(reason?.message ?? '', /set to ko-KR, .* are .*en-US.*; notices have no locale ko-KR$/);
      },
      {},
      { customer: { locale: 'ko-KR' } },
    ));

  it('keeps the stages of one reference apart', () =>
    withGateway(async gateway => {
      await take(gateway, orderNotice());
      await take(gateway, orderNotice(), { path: DEVELOPMENT });
      assert.deepEqual(
        (await gateway.notices()).map(({ stage, state }) => [stage, state]),
        [
          ['live', 'pending'],
          ['development', 'pending'],
        ],
      );
    }));

  it('tells also of notices that were refused because of the customer', () =>
    withGateway(async gateway => {
      await gateway.control('PUT', '/limits', { notice: { customerPerDay: 1 } });
      await take(gateway, orderNotice());
      assert.equal((await gateway.post(orderNotice({ referenceId: 'order2' }))).status, 432);
      await gateway.control('DELETE', '/customers/user-1/subscriptions/skill-1');
      assert.equal((await gateway.post(orderNotice({ referenceId: 'order3' }))).status, 403);
      await gateway.control('DELETE', '/links/skill-1/user-1');
      assert.equal((await gateway.post(orderNotice({ referenceId: 'order4' }))).status, 403);
      assert.deepEqual((await listBriefs(gateway)).slice(1), [
        ['order2', 'withheld', 'notice/limited'],
        ['order3', 'withheld', 'notice/not-subscribed'],
        ['order4', 'withheld', 'notice/not-enabled'],
      ]);
    }));

  it('shows no token that a sender put where none belongs', () =>
    withGateway(async gateway => {
      const notice = {
        ...orderNotice(),
        localizedAttributes: [{ locale: 'en-US', sellerName: `At ${gateway.token}` }],
      };
      await take(gateway, notice);
      const [shown] = await gateway.notices();
      assert.match(shown?.text ?? '', /At \[secret\]/);
      assert.ok(!JSON.stringify((await gateway.control('GET', '/export')).body).includes(gateway.token));
    }));

  it('pages by id, and answers 404 for nobody', () =>
    withGateway(async gateway => {
      for (const referenceId of ['a', 'b', 'c']) await take(gateway, orderNotice({ referenceId }));
      const first = (await gateway.control('GET', '/notices/user-1?limit=2')).body as { items: object[]; next: string };
      assert.deepEqual([first.items.length, first.next], [2, 'notice-000000000002']);
      const second = (await gateway.control('GET', `/notices/user-1?limit=2&after=${first.next}`)).body;
      assert.deepEqual(Object.keys(second as object), ['items']);
      assert.equal((second as { items: object[] }).items.length, 1);
      assert.equal((await gateway.control('GET', '/notices/nobody')).status, 404);
    }));
});

describe('a notice for everybody', () => {
  it('reaches who subscribes in its region, each in the own language and time zone', () =>
    withGateway(async gateway => {
      const put = (userId: string, customer: object): Promise<unknown> =>
        gateway.control('PUT', `/customers/${userId}`, { region: 'NA', ...customer });
      const allowed = { notifications: { 'skill-1': [WEATHER] } };
      await put('carla', { ...allowed, locale: 'es-MX', timeZone: 'America/Mexico_City' });
      await put('dora', { region: 'EU', ...allowed });
      await put('emil', {});
      await take(gateway, weatherNotice({ locales: ['en-US', 'es-MX'] }));
      await gateway.clock.advance(1_000);
      const [carla] = await gateway.notices('carla');
      assert.deepEqual([carla?.state, carla?.locale, carla?.audience], ['delivered', 'es-MX', 'Multicast']);
      assert.match(carla?.text ?? '', /The Weather es-MX/);
      assert.deepEqual(await listBriefs(gateway), [['storm1', 'delivered', undefined]]);
      assert.deepEqual(await listBriefs(gateway, 'dora'), []);
      assert.deepEqual(await listBriefs(gateway, 'emil'), [['storm1', 'withheld', 'notice/not-enabled']]);
    }));

  it('is not for a customer who comes later, or comes back', () =>
    withGateway(async gateway => {
      await take(gateway, weatherNotice());
      await gateway.control('DELETE', '/customers/user-1');
      for (const userId of ['user-1', 'user-2']) {
        await gateway.control('PUT', `/customers/${userId}`, {
          region: 'NA',
          notifications: { 'skill-1': [WEATHER] },
        });
      }
      await gateway.clock.advance(1_000);
      assert.deepEqual([await listBriefs(gateway), await listBriefs(gateway, 'user-2')], [[], []]);
    }));

  it('stays what it was for a customer who changes everything afterwards', () =>
    withGateway(async gateway => {
      await take(gateway, weatherNotice());
      await gateway.clock.advance(1_000);
      const before = await gateway.notices();
      await gateway.control('PUT', '/customers/user-1', { region: 'EU', locale: 'de-DE', timeZone: 'Europe/Berlin' });
      assert.deepEqual(await gateway.notices(), before);
    }));

  it('stays what it was when its skill is deleted', () =>
    withGateway(async gateway => {
      await gateway.control('PUT', '/customers/flo', { region: 'NA', locale: 'en-US' });
      await gateway.control('POST', '/tokens', { skillId: 'skill-1', userId: 'flo' });
      await take(gateway, weatherNotice());
      await gateway.clock.advance(1_000);
      const before = await gateway.notices('flo');
      assert.deepEqual(
        before.map(({ state, reason }) => [state, reason?.code]),
        [['withheld', 'not-subscribed']],
      );
      assert.equal((await gateway.control('DELETE', '/skills/skill-1')).status, 204);
      assert.deepEqual(await gateway.notices('flo'), before);
    }));

  it('costs the request as little for ten thousand customers as for one: one record, nothing per customer', () =>
    withGateway(async gateway => {
      const records = Array.from({ length: 10_000 }, (_, index) => ({
        kind: 'customer',
        key: `many-${String(index).padStart(5, '0')}`,
        value: { region: 'NA', locale: 'en-US', notifications: { 'skill-1': [WEATHER] } },
      }));
      const before = (await gateway.control('GET', '/export')).body as { records: { kind: string }[] };
      const all = [...before.records.filter(({ kind }) => kind !== 'notice'), ...records];
      assert.equal((await gateway.control('POST', '/import', { ...before, records: all })).status, 204);
      await take(gateway, weatherNotice());
      await gateway.clock.advance(1_000);
      assert.deepEqual(await listBriefs(gateway, 'many-00000'), [['storm1', 'delivered', undefined]]);
      assert.deepEqual(await listBriefs(gateway, 'many-09999'), [['storm1', 'delivered', undefined]]);
      const { body } = await gateway.control('GET', '/export');
      const kept = (body as { records: { kind: string }[] }).records.filter(({ kind }) => kind === 'notice');
      assert.equal(kept.length, 1);
    }));
});

describe('the state of notices', () => {
  it('moves with an export and goes with a reset', () =>
    withGateway(async gateway => {
      await take(gateway, orderNotice());
      await take(gateway, weatherNotice());
      await gateway.clock.advance(1_000);
      await gateway.control('DELETE', '/customers/user-1/subscriptions/skill-1');
      const heard = await gateway.notices();
      const exported = (await gateway.control('GET', '/export')).body as object;
      await gateway.control('POST', '/reset');
      assert.equal((await gateway.control('GET', '/notices/user-1')).status, 404);
      assert.equal((await gateway.control('POST', '/import', exported)).status, 204);
      assert.deepEqual(await gateway.notices(), heard);
      assert.deepEqual((await gateway.control('GET', '/export')).body, exported);
      await gateway.control('PUT', '/customers/user-1/subscriptions/skill-1', {});
      assert.equal((await gateway.post(orderNotice())).status, 409);
    }));
});
