import assert from 'node:assert/strict';
import type { LaneChange } from '@gatehouse/relay/store';
import type { ContractCase } from './contract-case.ts';
import {
  accept,
  claim,
  claimDue,
  idsOf,
  LEASE_MS,
  link,
  newEvent,
  settle,
  settledOf,
  statusesOf,
} from './store-fixture.ts';

/** What is promised about leases, epochs, waiting, and the view of a lane. */
export const laneCases: readonly ContractCase[] = [
  {
    title: 'readLane() answers idle and empty for a customer that never was',
    async run({ store, customer }) {
      assert.deepEqual(await store.readLane(customer), { state: 'idle', queued: 0 });
    },
  },
  {
    title: 'readLane() shows what is queued and since when, until nothing is',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const events = [newEvent(customer, 'edge'), newEvent(customer, 'edge', { endpointId: 'lamp-2' })];
      await accept(stage, ...events);
      await accept({ ...stage, at: at + 1000 }, newEvent(customer, 'edge', { endpointId: 'lamp-3' }));
      assert.deepEqual(await store.readLane(customer), { state: 'due', dueAt: at, queued: 3, oldestAt: at });
      const lane = await claimDue(stage);
      await settle(stage, lane, { events: lane.events.map(event => settledOf(event)) });
      assert.deepEqual(await store.readLane(customer), { state: 'idle', queued: 0 });
    },
  },
  {
    title: 'claimLanes() hands a lane to one holder until its lease ends',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      await accept(stage, newEvent(customer, 'edge'));
      const first = await claimDue(stage);
      assert.equal(await claim(stage, { now: at + LEASE_MS - 1 }), undefined);
      const second = await claimDue(stage, { now: at + LEASE_MS });
      assert.ok(second.epoch > first.epoch);
      assert.deepEqual(idsOf(second.events), idsOf(first.events));
      const lost = await store.renewLeases({
        lanes: [first, second].map(({ epoch }) => ({ customer, epoch })),
        leaseUntil: at + 2 * LEASE_MS,
      });
      assert.deepEqual(lost, [customer]);
    },
  },
  {
    title: 'renewLeases() keeps others away for longer',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      await accept(stage, newEvent(customer, 'edge'));
      const { epoch } = await claimDue(stage);
      const renewal = { lanes: [{ customer, epoch }], leaseUntil: at + 2 * LEASE_MS };
      assert.deepEqual(await store.renewLeases(renewal), []);
      assert.equal(await claim(stage, { now: at + 2 * LEASE_MS - 1 }), undefined);
      await store.releaseLane({ customer, epoch, at });
      assert.deepEqual(await store.renewLeases(renewal), [customer]);
    },
  },
  {
    title: 'settle(), claimMore() and releaseLane() of an older epoch change nothing',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const event = newEvent(customer, 'edge');
      await accept(stage, event, newEvent(customer, 'edge', { endpointId: 'lamp-2' }));
      const { epoch } = await claimDue(stage, { events: 1 });
      const now = at + LEASE_MS;
      const second = await claimDue(stage, { now, events: 1 });
      const change: LaneChange = { type: 'wait', dueAt: at + 60_000, failures: 3, reason: 'no' };
      const settlement = { customer, epoch, at, events: [settledOf(event)], lane: change, claim: 5 };
      assert.deepEqual(await store.settle(settlement), { type: 'fenced' });
      assert.deepEqual(await store.claimMore({ customer, epoch, now, events: 5 }), { type: 'fenced' });
      await store.releaseLane({ customer, epoch, at });
      assert.deepEqual(await statusesOf(store, event), ['pending']);
      const more = await store.claimMore({ customer, epoch: second.epoch, now, events: 5 });
      assert.equal(more.type === 'settled' && more.next.length, 1);
    },
  },
  {
    title: 'settle() is fenced after the holder gave the lane back',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const event = newEvent(customer, 'edge');
      await accept(stage, event);
      const { epoch } = await claimDue(stage);
      await store.releaseLane({ customer, epoch, at });
      const settlement = {
        customer,
        epoch,
        at,
        events: [settledOf(event)],
        lane: { type: 'go-on' },
        claim: 0,
      } as const;
      assert.deepEqual(await store.settle(settlement), { type: 'fenced' });
      assert.deepEqual(idsOf((await claimDue(stage)).events), [event.id]);
    },
  },
  {
    title: 'releaseLane() leaves a lane idle when nothing is pending and due behind others when something is',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const event = newEvent(customer, 'edge');
      await accept(stage, event);
      const { epoch } = await claimDue(stage);
      await store.releaseLane({ customer, epoch, at: at + 7 });
      assert.deepEqual(await store.readLane(customer), { state: 'due', dueAt: at + 7, queued: 1, oldestAt: at });
      const lane = await claimDue(stage, { now: at + 7 });
      await settle(stage, lane, { events: [settledOf(event)] });
      await store.releaseLane({ customer, epoch: lane.epoch, at: at + 8 });
      assert.deepEqual(await store.readLane(customer), { state: 'idle', queued: 0 });
      assert.equal(await claim(stage, { now: at + 1000 }), undefined);
    },
  },
  {
    title: 'accept() adds to a claimed lane what its holder can claim',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      await accept(stage, newEvent(customer, 'edge'));
      const { epoch } = await claimDue(stage);
      const event = newEvent(customer, 'edge', { endpointId: 'lamp-2' });
      await accept(stage, event);
      assert.equal(await claim(stage), undefined);
      const more = await store.claimMore({ customer, epoch, now: at, events: 4 });
      assert.deepEqual(more.type === 'settled' && idsOf(more.next), [event.id]);
    },
  },
  {
    title: 'settle() with a wait claims nothing, keeps the reason and counts the failures',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const event = newEvent(customer, 'edge');
      await accept(stage, event, newEvent(customer, 'edge', { endpointId: 'lamp-2' }));
      const lane = await claimDue(stage, { events: 1 });
      const wait: LaneChange = { type: 'wait', dueAt: at + 5000, failures: 2, reason: 'Throttled' };
      const events = [settledOf(event, { result: 'pending' })];
      assert.deepEqual(await settle(stage, lane, { events, lane: wait, claim: 4 }), []);
      const ask = { customer, epoch: lane.epoch, events: 4 };
      assert.deepEqual(await store.claimMore({ ...ask, now: at + 4999 }), { type: 'settled', next: [] });
      await store.releaseLane({ customer, epoch: lane.epoch, at });
      const view = { state: 'due', dueAt: at + 5000, reason: 'Throttled', queued: 2, oldestAt: at };
      assert.deepEqual(await store.readLane(customer), view);
      await accept(stage, newEvent(customer, 'reply'));
      assert.equal(await store.nextDueAt(), at + 5000);
      assert.equal(await claim(stage, { now: at + 4999 }), undefined);
      assert.equal((await claimDue(stage, { now: at + 5000 })).failures, 2);
    },
  },
  {
    title: 'settle() neither shortens a wait nor ends it by going on, and going on counts no failures',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const events = ['lamp-1', 'lamp-2', 'lamp-3'].map(endpointId => newEvent(customer, 'edge', { endpointId }));
      await accept(stage, ...events);
      const lane = await claimDue(stage);
      const back = events.map(event => settledOf(event, { result: 'pending' }));
      const wait = (dueAt: number): LaneChange => ({ type: 'wait', dueAt, failures: 4, reason: 'Waits' });
      await settle(stage, lane, { events: back.slice(0, 1), lane: wait(at + 9000) });
      await settle(stage, lane, { events: back.slice(1, 2), lane: wait(at + 1000) });
      assert.deepEqual(await settle(stage, lane, { events: back.slice(2), claim: 4 }), []);
      await store.releaseLane({ customer, epoch: lane.epoch, at });
      assert.equal((await store.readLane(customer)).dueAt, at + 9000);
      assert.equal((await claimDue(stage, { now: at + 9000 })).failures, 0);
    },
  },
  {
    title: 'accept() lets an idle lane wait as long as it was told to',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const event = newEvent(customer, 'edge');
      await accept(stage, event);
      const lane = await claimDue(stage);
      const wait: LaneChange = { type: 'wait', dueAt: at + 5000, failures: 1, reason: 'Throttled' };
      await settle(stage, lane, { events: [settledOf(event, { result: 'dead' })], lane: wait });
      await store.releaseLane({ customer, epoch: lane.epoch, at });
      assert.equal((await store.readLane(customer)).state, 'idle');
      await accept(stage, newEvent(customer, 'edge'));
      assert.equal(await claim(stage, { now: at + 4999 }), undefined);
      assert.equal((await claimDue(stage, { now: at + 5000 })).failures, 1);
    },
  },
  {
    title: 'nextDueAt() answers when a lane is due, when its lease ends, and nothing else',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      await accept(stage, newEvent(customer, 'edge'));
      assert.equal(await store.nextDueAt(), at);
      const lane = await claimDue(stage);
      assert.equal(await store.nextDueAt(), at + LEASE_MS);
      await settle(stage, lane, { events: lane.events.map(event => settledOf(event)) });
      await store.releaseLane({ customer, epoch: lane.epoch, at });
      const next = await store.nextDueAt();
      assert.ok(next === undefined || next > at + LEASE_MS, 'only lanes of other cases are due');
    },
  },
];
