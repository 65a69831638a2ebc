import assert from 'node:assert/strict';
import type { SkillNews } from '@gatehouse/relay/store';
import type { ContractCase, ContractStage, ReopenCase } from './contract-case.ts';

const ORDERS = 'AMAZON.OrderStatus.Updated';
const WEATHER = 'AMAZON.WeatherAlert.Activated';
const TRASH = 'AMAZON.TrashCollectionAlert.Activated';

function newsOf({ customer, at }: ContractStage, over: Partial<SkillNews> = {}): SkillNews {
  const name = 'AlexaSkillEvent.ProactiveSubscriptionChanged';
  return { name, user: customer, region: 'EU', at, subscriptions: [ORDERS, WEATHER], ...over };
}

/** What is promised about subscribers. */
export const subscriberCases: readonly ContractCase[] = [
  {
    title: 'readSubscriber() answers what the newest skill event told, and nothing of strangers',
    async run(stage) {
      const { store, customer, at } = stage;
      assert.equal(await store.readSubscriber(customer), undefined);
      assert.equal(await store.putSkillNews(newsOf(stage, { locale: 'de-DE' })), true);
      const base = { user: customer, region: 'EU', locale: 'de-DE' } as const;
      const told = { ...base, state: 'enabled', at, news: newsOf(stage).name, events: [ORDERS, WEATHER] };
      assert.deepEqual(await store.readSubscriber(customer), told);
      assert.equal(await store.putSkillNews(newsOf(stage, { at: at - 1, subscriptions: [] })), false);
      assert.deepEqual(await store.readSubscriber(customer), told);
      const name = 'AlexaSkillEvent.SkillDisabled';
      assert.equal(await store.putSkillNews({ name, user: customer, region: 'EU', at: at + 1 }), true);
      assert.deepEqual(await store.readSubscriber(customer), {
        ...base,
        state: 'disabled',
        at: at + 1,
        news: name,
        events: [],
      });
      const enabled = 'AlexaSkillEvent.SkillEnabled';
      assert.equal(await store.putSkillNews({ name: enabled, user: customer, region: 'EU', at: at + 2 }), true);
      assert.deepEqual(await store.readSubscriber(customer), { ...base, state: 'enabled', at: at + 2, news: enabled });
    },
  },
  {
    title: 'countAudience() and countLocales() count those who subscribe, region by region',
    async run(stage) {
      const { store, customer, at } = stage;
      const ofTrash = { subscriptions: [TRASH] as const };
      await store.putSkillNews(newsOf(stage, { ...ofTrash, user: `${customer}a`, locale: 'de-DE' }));
      await store.putSkillNews(newsOf(stage, { ...ofTrash, user: `${customer}b`, region: 'NA', locale: 'en-US' }));
      await store.putSkillNews(newsOf(stage, { ...ofTrash, user: `${customer}c` }));
      const byRegion = async (): Promise<unknown> =>
        [...(await store.countAudience(TRASH))].sort((a, b) => a.region.localeCompare(b.region));
      assert.deepEqual(await byRegion(), [
        { region: 'EU', subscribers: 2 },
        { region: 'NA', subscribers: 1 },
      ]);
      const locales = await store.countLocales(TRASH);
      assert.equal(locales.length, 3);
      assert.deepEqual(
        locales.find(({ locale }) => locale === 'en-US'),
        { region: 'NA', locale: 'en-US', subscribers: 1 },
      );
      for (const user of ['a', 'b', 'c']) {
        const region = user === 'b' ? 'NA' : 'EU';
        await store.putSkillNews(newsOf(stage, { user: customer + user, region, at: at + 1, subscriptions: [] }));
      }
      assert.deepEqual([await store.countAudience(TRASH), await store.countLocales(TRASH)], [[], []]);
    },
  },
  {
    title: 'listSubscribers() pages in the order of the userIds, narrowed by event and region',
    async run(stage) {
      const { store, customer } = stage;
      const users = ['1', '2', '3'].map(digit => `${customer}~${digit}`);
      for (const [index, user] of users.entries()) {
        const region = index === 1 ? 'NA' : 'EU';
        await store.putSkillNews(newsOf(stage, { user, region, subscriptions: index === 2 ? [WEATHER] : [ORDERS] }));
      }
      const list = async (filter: {
        event?: string;
        region?: 'EU' | 'NA';
        after?: string;
        limit?: number;
      }): Promise<unknown> => {
        const found = await store.listSubscribers({ after: `${customer}~`, limit: 9, ...filter });
        return found.map(({ user }) => user).filter(user => users.includes(user));
      };
      const [first = '', second = '', third = ''] = users;
      assert.deepEqual(await list({}), users);
      assert.deepEqual(await list({ after: first, limit: 1 }), [second]);
      assert.deepEqual(await list({ region: 'EU' }), [first, third]);
      assert.deepEqual(await list({ event: WEATHER }), [third]);
      assert.deepEqual(await list({ event: ORDERS, region: 'NA' }), [second]);
    },
  },
  {
    title: 'noteRefusal() is remembered until the next skill event, and makes nobody known',
    async run(stage) {
      const { store, customer, at } = stage;
      const refusal = { at, event: ORDERS, code: 'NO_SUBSCRIPTION' };
      await store.noteRefusal({ user: customer, refusal });
      assert.equal(await store.readSubscriber(customer), undefined);
      await store.putSkillNews(newsOf(stage));
      await store.noteRefusal({ user: customer, refusal });
      assert.deepEqual((await store.readSubscriber(customer))?.refusal, refusal);
      await store.putSkillNews(newsOf(stage, { at: at + 1 }));
      assert.equal((await store.readSubscriber(customer))?.refusal, undefined);
    },
  },
];

/** What is promised about them when the store is opened again. */
export const reopenedSubscriberCases: readonly ReopenCase[] = [
  {
    title: 'reopening keeps subscribers and how many they are',
    async run(stage, reopen) {
      await stage.store.putSkillNews(newsOf(stage));
      const known = await stage.store.readSubscriber(stage.customer);
      const store = await reopen();
      assert.deepEqual(await store.readSubscriber(stage.customer), known);
      assert.deepEqual(await store.countAudience(ORDERS), [{ region: 'EU', subscribers: 1 }]);
    },
  },
];
