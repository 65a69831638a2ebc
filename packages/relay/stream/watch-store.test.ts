import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createVirtualClock } from '@gatehouse/testing';
import { createRelayConfig } from '../config/create-relay-config.ts';
import type { Settlement } from '../lane/lane-store.ts';
import type { Intake } from '../outbox/outbox-store.ts';
import { openStore } from '../store/open-store.ts';
import { overrideMethods } from '../store/override-methods.ts';
import type { Store } from '../store/store.ts';
import { Feed } from './feed.ts';
import type { StreamEntry } from './stream-entry.ts';
import { watchStore } from './watch-store.ts';

const AT = Date.UTC(2026, 0, 1);
const intake: Intake = {
  customer: 'c-1',
  at: AT,
  shadows: [],
  events: [
    {
      ...{ id: 'evt_001_00000000-0000-4000-8000-000000000001', class: 'edge', kind: 'DoorbellPress' },
      ...{ messageId: 'm-1', orderKey: 'door-1', endpointId: 'door-1', draft: { type: 'message', message: {} } },
    },
  ],
};
const settlement: Settlement = {
  ...{ customer: 'c-1', epoch: 1, at: AT, lane: { type: 'go-on' }, claim: 0 },
  events: [
    {
      ...{ id: 'evt_001_00000000-0000-4000-8000-000000000001', result: 'dead', messageId: 'm-1', attempts: [] },
      decisions: [{ at: AT, what: 'dead', why: 'Alexa refused it' }],
    },
  ],
};

interface Watched {
  readonly store: Store;
  readonly told: StreamEntry[];
  listen(): () => void;
}

async function openWatched(t: TestContext, methods: Partial<Store> = {}): Promise<Watched> {
  const inner = await openStore(createRelayConfig({ section: { store: 'memory:' } }).store);
  t.after(() => inner.close());
  const feed = new Feed({ clock: createVirtualClock(), run: 'run' });
  const told: StreamEntry[] = [];
  const hear = { hear: ({ entry }: { entry: StreamEntry }) => void told.push(entry), end: () => {} };
  return {
    store: watchStore(overrideMethods(inner, methods), { feed, mostClaimed: 2 }),
    told,
    listen: () => feed.subscribe(hear),
  };
}

test('watchStore() tells of events once they are committed, and of nothing while nobody listens', async t => {
  const { store, told, listen } = await openWatched(t);
  assert.deepEqual(await store.accept({ ...intake, customer: 'c-0' }), { type: 'committed' });
  listen();
  const again = { ...intake, events: intake.events.map(event => ({ ...event, id: `${event.id.slice(0, -1)}2` })) };
  assert.deepEqual(await store.accept(again), { type: 'committed' });
  assert.deepEqual(
    told.map(({ status, customer, event }) => [status, customer, event?.kind]),
    [['accepted', 'c-1', 'DoorbellPress']],
  );
});

test('watchStore() knows what an event is that was claimed with its commit', async t => {
  const [event] = intake.events;
  assert.ok(event);
  const claimed = {
    customer: 'c-1',
    epoch: 1,
    generation: 1,
    failures: 0,
    events: [{ ...event, acceptedAt: AT, tries: 0 }],
  };
  const { store, told, listen } = await openWatched(t, {
    accept: async () => ({ type: 'committed', claimed }),
    settle: async () => ({ type: 'settled', next: [] }),
  });
  listen();
  await store.accept(intake);
  await store.settle(settlement);
  assert.deepEqual(
    told.map(one => [one.status, one.event?.kind, one.event?.endpointId]),
    [
      ['accepted', 'DoorbellPress', 'door-1'],
      ['dead', 'DoorbellPress', 'door-1'],
    ],
  );
});

for (const type of ['repeated', 'mismatched', 'conflict'] as const) {
  test(`watchStore() tells nothing of an intake that is ${type}`, async t => {
    const accept: Store['accept'] = async () => (type === 'repeated' ? { type, answer: '{}' } : { type });
    const { store, told, listen } = await openWatched(t, { accept });
    listen();
    assert.equal((await store.accept(intake)).type, type);
    assert.deepEqual(told, []);
  });
}

test('watchStore() tells nothing of a settlement that the store refused, and the store fails as it did', async t => {
  const answers: (() => ReturnType<Store['settle']>)[] = [
    async () => ({ type: 'fenced' }),
    () => Promise.reject(new TypeError('The disk is gone')),
  ];
  const settle: Store['settle'] = () => answers.shift()?.() ?? assert.fail('It is asked twice');
  const { store, told, listen } = await openWatched(t, { settle });
  listen();
  assert.deepEqual(await store.settle(settlement), { type: 'fenced' });
  await assert.rejects(store.settle(settlement), /The disk is gone/);
  assert.deepEqual(told, []);
});

test('watchStore() tells of a settled event by its id where it was claimed before anybody listened', async t => {
  const { store, told, listen } = await openWatched(t, { settle: async () => ({ type: 'settled', next: [] }) });
  listen();
  await store.settle(settlement);
  const { id } = settlement.events[0] ?? assert.fail('There is an event');
  assert.deepEqual(told, [
    {
      ...{ at: '2026-01-01T00:00:00.000Z', customer: 'c-1', status: 'dead', why: 'Alexa refused it' },
      event: { id, messageId: 'm-1' },
    },
  ]);
});

test('watchStore() tells of a lost link once, however many settlements park its lane', async t => {
  const readCustomer: Store['readCustomer'] = async customer => {
    return { customer, generation: 1, link: { state: 'lost', since: AT, reason: 'Gone', remedy: 'Link again' } };
  };
  const settle: Store['settle'] = async () => ({ type: 'settled', next: [] });
  const { store, told, listen } = await openWatched(t, { settle, readCustomer });
  listen();
  const park = { type: 'park', generation: 1, link: 'lost', reason: 'Gone', remedy: 'Link again' } as const;
  for (let i = 0; i < 3; i++) await store.settle({ ...settlement, events: [], lane: park });
  await new Promise(setImmediate);
  assert.deepEqual(
    told.map(({ status, why, link }) => [status, why ?? link?.state]),
    [
      ['parked', 'Gone'],
      ['link', 'lost'],
    ],
  );
});

test('watchStore() remembers what an event is while it is among the last ones claimed, and of no more events', async t => {
  const [event] = intake.events;
  assert.ok(event);
  const ids = ['3', '4', '5', '3'].map(last => `${event.id.slice(0, -1)}${last}`);
  const { store, told, listen } = await openWatched(t, {
    claimMore: async ({ events }) => {
      return { type: 'settled', next: [{ ...event, id: ids[events] ?? '', acceptedAt: AT, tries: 0 }] };
    },
    settle: async () => ({ type: 'settled', next: [] }),
  });
  listen();
  for (const events of ids.keys()) await store.claimMore({ customer: 'c-1', epoch: 1, now: AT, events });
  for (const id of new Set(ids)) {
    await store.settle({ ...settlement, events: settlement.events.map(one => ({ ...one, id })) });
  }
  assert.deepEqual(
    told.map(entry => [entry.event?.id.at(-1), entry.event?.kind]),
    [
      ['3', 'DoorbellPress'],
      ['4', undefined],
      ['5', 'DoorbellPress'],
    ],
  );
});
