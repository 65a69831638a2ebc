import assert from 'node:assert/strict';
import { MOST_SENDS_OF_A_CLAIM } from '@gatehouse/relay/store';
import type { ReopenCase } from './contract-case.ts';
import {
  accept,
  attemptOf,
  BRIGHTNESS,
  claim,
  claimDue,
  idsOf,
  link,
  newEvent,
  patch,
  sampleOf,
  settle,
  settledOf,
  statusesOf,
} from './store-fixture.ts';

/** What is promised about a store that is opened again on the same data. */
export const reopenCases: readonly ReopenCase[] = [
  {
    title: 'reopening keeps everything that was acknowledged',
    async run(stage, reopen) {
      const { store, customer, at } = stage;
      await store.putGrant({ customer, tokens: 'sealed', expiresAt: at + 9, region: 'EU', at, dueAt: at });
      const endpoint = { endpointId: 'lamp-1', description: '{"a":1}' };
      const announce = newEvent(customer, 'catalogue', { draft: { type: 'put' } });
      await store.putEndpoint({ customer, endpoint, at, announce });
      await patch(stage, 10);
      const idempotency = { key: 'k', fingerprint: 'f', answer: 'a' };
      await store.accept({ customer, at, shadows: [], events: [newEvent(customer, 'edge')], idempotency });
      const all = async (from: typeof store): Promise<readonly unknown[]> =>
        Promise.all([
          from.readCustomer(customer),
          from.readGrant(customer),
          from.readEndpoint(customer, 'lamp-1'),
          from.readShadow(customer, 'lamp-1'),
          from.listEvents({ customer, limit: 10 }),
          from.readIdempotency(customer, 'k'),
          from.readLane(customer),
          from.readLedger(),
          from.readBacklog(),
          from.countPending(customer),
        ]);
      const before = await all(store);
      assert.deepEqual(await all(await reopen()), before);
    },
  },
  {
    title: 'reopening returns what was in flight, at once, in order, and counts sends that nobody told of',
    async run(stage, reopen) {
      const { customer, at } = stage;
      await link(stage);
      const [first, second] = [newEvent(customer, 'edge'), newEvent(customer, 'edge')];
      await accept(stage, first, second);
      const lane = await claimDue(stage);
      const attempts = [attemptOf(first.messageId, at)];
      await settle(stage, lane, { events: [settledOf(first, { result: 'pending', attempts })], claim: 1 });
      const store = await reopen();
      const settlement = { customer, epoch: lane.epoch, at, events: [settledOf(first)], claim: 0 };
      assert.deepEqual(await store.settle({ ...settlement, lane: { type: 'go-on' } }), { type: 'fenced' });
      const again = await claimDue({ ...stage, store });
      assert.ok(again.epoch > lane.epoch);
      assert.deepEqual(idsOf(again.events), [first.id]);
      assert.equal(again.events[0]?.tries, 1 + MOST_SENDS_OF_A_CLAIM);
    },
  },
  {
    title: 'reopening knows that nobody knows what a report in flight has changed',
    async run(stage, reopen) {
      const { customer, at } = stage;
      await link(stage);
      await patch(stage, 10);
      const lane = await claimDue(stage);
      const reported = [{ key: BRIGHTNESS, sample: sampleOf(10, at) }];
      await settle(stage, lane, { events: lane.events.map(event => settledOf(event, { reported })) });
      const sent = await patch(stage, 20);
      await stage.store.claimMore({ customer, epoch: lane.epoch, now: at, events: 1 });
      const store = await reopen();
      const last = await patch({ ...stage, store }, 10);
      const [event] = (await claimDue({ ...stage, store })).events;
      assert.equal(event?.id, last.id);
      assert.equal(event.shadow?.[0]?.reported, undefined);
      assert.deepEqual(await statusesOf(store, sent), ['coalesced']);
    },
  },
  {
    title: 'reopening keeps waits, failures and parked lanes',
    async run(stage, reopen) {
      const { customer, at } = stage;
      await link(stage);
      const event = newEvent(customer, 'edge');
      await accept(stage, event);
      const lane = await claimDue(stage);
      const wait = { type: 'wait', dueAt: at + 500, failures: 7, reason: 'Throttled' } as const;
      await settle(stage, lane, { events: [settledOf(event, { result: 'pending' })], lane: wait });
      const waiting = { ...stage, store: await reopen() };
      assert.equal(await claim(waiting, { now: at + 499 }), undefined);
      const again = await claimDue(waiting, { now: at + 500 });
      assert.equal(again.failures, 7);
      const park = { type: 'park', generation: 1, link: 'lost', reason: 'r', remedy: 'm' } as const;
      await settle(waiting, again, { events: [settledOf(event, { result: 'pending' })], lane: park });
      const store = await reopen();
      assert.equal((await store.readLane(customer)).state, 'parked');
      assert.equal(await claim({ ...stage, store }, { now: at + 1000 }), undefined);
    },
  },
  {
    title: 'reopening keeps when a picture is to be forgotten once more',
    async run(stage, reopen) {
      const { customer, at } = stage;
      await link(stage);
      await stage.store.forgetReported({ customer, againAt: at + 5_000 });
      const store = await reopen();
      assert.deepEqual(await store.forgetDue({ until: at + 5_000, limit: 10 }), [customer]);
    },
  },
  {
    title: 'reopening ends the claims of refreshes and goes on dropping and counting',
    async run(stage, reopen) {
      const { customer, at } = stage;
      await link(stage);
      await accept(stage, newEvent(customer, 'edge'), newEvent(customer, 'edge'));
      const claimed = { customer, generation: 1, owner: 'one', now: at, until: at + 1000 };
      assert.equal(await stage.store.claimRefresh(claimed), 'claimed');
      const store = await reopen();
      assert.equal(await store.claimRefresh({ ...claimed, owner: 'two' }), 'claimed');
      assert.deepEqual(await store.dropLane({ customer, at, why: 'Too much' }), { events: 2 });
      const { accepted, dropped, pending } = await store.readLedger();
      assert.deepEqual([accepted, dropped, pending], [2, 2, 0]);
    },
  },
];
