import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createRecordingLog, createSeededRandom, createVirtualClock } from '@gatehouse/testing';
import { openRegionalStore } from '../residence/open-regional-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { createFailingStore } from '../test/failing-store.ts';
import { NoticeDesk } from './notice-desk.ts';

const ORDER = 'AMAZON.OrderStatus.Updated';

/** A desk over an American and a European store, of which the European one can be made to fail. */
async function openDesk(t: TestContext) {
  const [na, eu] = [await openSqliteStore({ memory: true }), await openSqliteStore({ memory: true })];
  const clock = createVirtualClock();
  const disk = { fails: false };
  const regions = [
    { region: 'NA', open: async () => na },
    { region: 'EU', open: async () => createFailingStore(eu, () => disk.fails) },
  ] as const;
  const store = await openRegionalStore({ regions, fallback: 'NA', clock, log: createRecordingLog() });
  t.after(() => store.close());
  const random = createSeededRandom(1);
  const desk = new NoticeDesk({
    ...{ store, clock, random, config: { stage: 'live' } },
    backlog: { enter: async () => {} },
    wake: () => {},
  });
  return { desk, store, disk, at: clock.now() };
}

function noticeOf(over: object): unknown {
  return {
    event: {
      name: ORDER,
      payload: { state: { status: 'ORDER_SHIPPED' }, order: { seller: { name: 'localizedattribute:sellerName' } } },
    },
    ...{ audience: { user: 'u' }, businessKey: 'order 1', expiresInSeconds: 7_200 },
    localizedAttributes: [{ locale: 'en-US', sellerName: 'AnyCompany' }],
    ...over,
  };
}

test('accept() and preview() take a notice for a named region while the store of another region fails', async t => {
  const { desk, store, disk, at } = await openDesk(t);
  const name = 'AlexaSkillEvent.ProactiveSubscriptionChanged';
  await store.putSkillNews({ name, user: 'u', region: 'NA', at, subscriptions: [ORDER] });
  disk.fails = true;
  for (const audience of [{ user: 'u' }, 'all']) {
    const body = noticeOf({ audience, region: 'NA' });
    const first = await desk.accept(body, 'key');
    assert.deepEqual([first.accepted.map(({ region }) => region), first.warnings], [['NA'], []]);
    assert.deepEqual(await desk.accept(body, 'key'), first, 'a repetition gets the same ids');
    const { sendable, audience: heard } = await desk.preview(body);
    assert.deepEqual([sendable, heard.map(({ region }) => region)], [true, ['NA']]);
  }
});

test('accept() refuses with store-failed what the failing store may have to know', async t => {
  const { desk, disk } = await openDesk(t);
  disk.fails = true;
  for (const over of [{}, { region: 'EU' }, { audience: 'all' }, { audience: 'all', region: ['NA', 'EU'] }]) {
    await assert.rejects(desk.accept(noticeOf(over), 'key'), { code: 'store-failed' });
  }
  disk.fails = false;
  const known = await desk.accept(noticeOf({ region: 'EU' }), 'key');
  await assert.rejects(desk.accept(noticeOf({ region: ['EU'], businessKey: 'order 2' }), 'key'), {
    code: 'idempotency-mismatch',
  });
  assert.deepEqual(await desk.accept(noticeOf({ region: 'EU' }), 'key'), known);
});
