import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createRecordingLog, createVirtualClock } from '@gatehouse/testing';
import { encodeEventId } from '../lane/bucket.ts';
import { encodeNoticeHolder } from '../notice/notice-holder.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import type { SkillNews } from '../subscriber/apply-skill-news.ts';
import { openRegionalStore } from './open-regional-store.ts';

const ORDER = 'AMAZON.OrderStatus.Updated';
const AT = 1_767_225_600_000;

async function openRegions(t: TestContext) {
  const [na, eu] = [await openSqliteStore({ memory: true }), await openSqliteStore({ memory: true })];
  const regions = [
    { region: 'NA', open: async () => na },
    { region: 'EU', open: async () => eu },
  ] as const;
  const clock = createVirtualClock();
  const store = await openRegionalStore({ regions, fallback: 'NA', clock, log: createRecordingLog() });
  t.after(() => store.close());
  return { store, na, eu };
}

function newsOf(user: string, region: SkillNews['region'], at = AT): SkillNews {
  return { name: 'AlexaSkillEvent.ProactiveSubscriptionChanged', user, region, at, subscriptions: [ORDER] };
}

test('Subscribers lie in the store of their region, and are counted and listed over all of them', async t => {
  const { store, na, eu } = await openRegions(t);
  for (const [user, region] of [
    ['c', 'EU'],
    ['a', 'NA'],
    ['b', 'FE'],
  ] as const)
    await store.putSkillNews(newsOf(user, region));
  assert.deepEqual([(await na.readSubscriber('a'))?.region, await eu.readSubscriber('a')], ['NA', undefined]);
  assert.equal((await na.readSubscriber('b'))?.region, 'FE', 'a region without a store has that of the fallback');
  assert.equal((await store.readSubscriber('c'))?.region, 'EU');
  const users = async (over: object): Promise<unknown> =>
    (await store.listSubscribers({ limit: 9, ...over })).map(({ user }) => user);
  assert.deepEqual(await users({}), ['a', 'b', 'c']);
  assert.deepEqual([await users({ limit: 1, after: 'a' }), await users({ region: 'EU' })], [['b'], ['c']]);
  const counts = await store.countAudience(ORDER);
  assert.deepEqual(counts.map(({ region, subscribers }) => `${region} ${subscribers}`).sort(), [
    'EU 1',
    'FE 1',
    'NA 1',
  ]);
});

test('Whoever is found in two stores is what the newer skill event said', async t => {
  const { store } = await openRegions(t);
  await store.putSkillNews(newsOf('a', 'NA', AT));
  await store.putSkillNews(newsOf('a', 'EU', AT + 1));
  assert.equal((await store.readSubscriber('a'))?.region, 'EU');
  assert.deepEqual(
    (await store.listSubscribers({ limit: 9 })).map(({ region }) => region),
    ['EU'],
  );
  await store.noteRefusal({ user: 'a', refusal: { at: AT, event: ORDER, code: 'NO_ENABLEMENT' } });
  assert.equal((await store.readSubscriber('a'))?.refusal?.code, 'NO_ENABLEMENT');
});

test('Notices lie in the store of the region that they are for, from the first on', async t => {
  const { store, na, eu } = await openRegions(t);
  const customer = encodeNoticeHolder({ region: 'EU', user: 'u' });
  const id = encodeEventId(customer, '00000000-0000-4000-8000-000000000001');
  const draft = { type: 'message', message: { timestamp: '2026-01-01T00:00:00.000Z' } } as const;
  const event = { id, class: 'notice', kind: ORDER, messageId: 'm', orderKey: 'live a', draft } as const;
  await store.accept({ customer, at: AT, shadows: [], events: [event] });
  assert.deepEqual([await na.readEvent(id), (await eu.readEvent(id))?.status], [undefined, 'pending']);
  const [lane] = await store.claimLanes({ owner: 'r', now: AT, leaseUntil: AT + 9, lanes: 4, events: 4 });
  assert.equal(lane?.customer, customer);
  const lanes = [{ customer, epoch: lane?.epoch ?? 0 }];
  assert.deepEqual(await store.renewLeases({ lanes, leaseUntil: AT + 99 }), [], 'the store of the region is asked');
});
