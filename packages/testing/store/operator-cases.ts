import assert from 'node:assert/strict';
import type { LaneChange, NewEvent } from '@gatehouse/relay/store';
import type { ContractCase, ContractStage } from './contract-case.ts';
import {
  accept,
  claim,
  claimDue,
  idsOf,
  link,
  newEvent,
  patch,
  settle,
  settledOf,
  statusesOf,
} from './store-fixture.ts';

const PARK: LaneChange = { type: 'park', generation: 1, link: 'disabled', reason: 'Disabled', remedy: 'Enable it' };

/** Accepts events, claims the lane, puts back what was claimed and changes the lane as told. */
async function stop(stage: ContractStage, change: LaneChange, ...events: readonly NewEvent[]): Promise<void> {
  await accept(stage, ...events);
  const lane = await claimDue(stage);
  const back = lane.events.map(event => settledOf(event, { result: 'pending' }));
  await settle(stage, lane, { events: back, lane: change });
  await stage.store.releaseLane({ customer: stage.customer, epoch: lane.epoch, at: stage.at });
}

async function whysOf({ store }: ContractStage, { id }: { id: string }): Promise<readonly string[]> {
  return (await store.readEvent(id))?.decisions.map(({ what, why }) => `${what}: ${why}`) ?? [];
}

async function balanceOf({ store }: ContractStage): Promise<number> {
  const { accepted, ...others } = await store.readLedger();
  return accepted - Object.values(others).reduce((sum, count) => sum + count);
}

const resuming: readonly ContractCase[] = [
  {
    title: 'resumeLane() makes a parked lane due at once and vouches for the link',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const events = [newEvent(customer, 'edge'), newEvent(customer, 'edge')];
      await stop(stage, PARK, ...events);
      assert.equal(await store.countPending(customer), 2);
      assert.deepEqual(await store.resumeLane({ customer, at: at + 50 }), { events: 2 });
      assert.deepEqual((await store.readCustomer(customer))?.link, { state: 'active', since: at + 50 });
      assert.deepEqual(await store.readLane(customer), { state: 'due', dueAt: at + 50, queued: 2, oldestAt: at });
      const lane = await claimDue(stage, { now: at + 50 });
      assert.deepEqual([lane.failures, lane.generation, idsOf(lane.events)], [0, 1, [events[0]?.id]]);
    },
  },
  {
    title: 'resumeLane() ends a wait, counts no failures and leaves an active link as it is',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const wait: LaneChange = { type: 'wait', dueAt: at + 60_000, failures: 5, reason: 'Throttled' };
      await stop(stage, wait, newEvent(customer, 'edge'));
      assert.deepEqual(await store.resumeLane({ customer, at: at + 50 }), { events: 1 });
      assert.deepEqual((await store.readCustomer(customer))?.link, { state: 'active', since: at });
      assert.deepEqual(await store.readLane(customer), { state: 'due', dueAt: at + 50, queued: 1, oldestAt: at });
      assert.equal((await claimDue(stage, { now: at + 50 })).failures, 0);
    },
  },
  {
    title: 'resumeLane() sends nothing without a grant, and knows no strangers',
    async run(stage) {
      const { store, customer, at } = stage;
      await accept(stage, newEvent(customer, 'edge'));
      assert.deepEqual(await store.resumeLane({ customer, at }), { events: 0 });
      assert.equal((await store.readLane(customer)).state, 'held');
      assert.equal((await store.readCustomer(customer))?.link.state, 'none');
      assert.equal(await claim(stage, { now: at + 1000 }), undefined);
      assert.deepEqual(await store.resumeLane({ customer: `${customer}-unknown`, at }), { events: 0 });
      assert.equal(await store.readCustomer(`${customer}-unknown`), undefined);
    },
  },
];

const dropping: readonly ContractCase[] = [
  {
    title: 'dropLane() drops what is parked, says why, and what comes later is parked again',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const events = ['lamp-1', 'lamp-1', 'lamp-2'].map(endpointId => newEvent(customer, 'edge', { endpointId }));
      await stop(stage, PARK, ...events);
      const before = await store.readLedger();
      assert.deepEqual(await store.dropLane({ customer, at: at + 5, why: 'Moved away' }), { events: 3 });
      const after = await store.readLedger();
      assert.deepEqual([after.dropped, after.parked], [before.dropped + 3, before.parked - 3]);
      assert.equal(await balanceOf(stage), 0);
      assert.deepEqual(await statusesOf(store, ...events), ['dropped', 'dropped', 'dropped']);
      assert.deepEqual(await whysOf(stage, events[1] ?? { id: '' }), ['dropped: Moved away']);
      assert.equal((await store.readEvent(events[2]?.id ?? ''))?.settledAt, at + 5);
      assert.deepEqual(await store.readLane(customer), { state: 'idle', queued: 0 });
      await accept(stage, newEvent(customer, 'edge'));
      assert.deepEqual(await store.readLane(customer), {
        state: 'parked',
        reason: 'Disabled',
        queued: 1,
        oldestAt: at,
      });
      assert.equal(await claim(stage, { now: at + 1000 }), undefined);
    },
  },
  {
    title: 'dropLane() leaves what is in flight to its answer, and hands on what comes behind it',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const [flying, behind] = [newEvent(customer, 'edge'), newEvent(customer, 'edge')];
      await accept(stage, flying, behind);
      const lane = await claimDue(stage);
      assert.deepEqual(await store.dropLane({ customer, at, why: 'Too much' }), { events: 1 });
      assert.deepEqual(await statusesOf(store, flying, behind), ['pending', 'dropped']);
      const last = newEvent(customer, 'edge');
      await accept(stage, last);
      const next = await settle(stage, lane, { events: [settledOf(flying)], claim: 4 });
      assert.deepEqual(idsOf(next), [last.id]);
    },
  },
  {
    title: 'dropLane() drops any number of events',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const events = Array.from({ length: 4500 }, (_, index) =>
        newEvent(customer, 'edge', { endpointId: `lamp-${index % 3}` }),
      );
      await accept(stage, ...events);
      assert.deepEqual(await store.dropLane({ customer, at, why: 'Too much' }), { events: 4500 });
      assert.equal(await store.countPending(customer), 0);
      assert.equal(await balanceOf(stage), 0);
      assert.equal(await claim(stage), undefined);
      const next = newEvent(customer, 'edge');
      await accept(stage, next);
      assert.deepEqual(idsOf((await claimDue(stage)).events), [next.id]);
    },
  },
  {
    title: 'dropLane() of a stranger drops nothing',
    async run({ store, customer, at }) {
      assert.deepEqual(await store.dropLane({ customer, at, why: 'Nobody' }), { events: 0 });
      assert.equal(await store.readCustomer(customer), undefined);
    },
  },
];

const replaying: readonly ContractCase[] = [
  {
    title: 'replayEvent() lets a dead event enter anew, and both name the other',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const dead = newEvent(customer, 'edge', { expiresAt: at + 10 });
      await accept(stage, dead);
      const lane = await claimDue(stage);
      await settle(stage, lane, { events: [settledOf(dead, { result: 'dead' })] });
      await store.releaseLane({ customer, epoch: lane.epoch, at });
      const before = await store.readLedger();
      const { id, messageId } = newEvent(customer, 'edge');
      const event = { id, messageId, expiresAt: at + 900 };
      assert.deepEqual(await store.replayEvent({ id: dead.id, at: at + 20, event }), { id });
      const after = await store.readLedger();
      assert.deepEqual([after.accepted, after.pending], [before.accepted + 1, before.pending + 1]);
      assert.equal(await balanceOf(stage), 0);
      assert.deepEqual(await statusesOf(store, dead, { ...dead, id }), ['dead', 'pending']);
      assert.match((await whysOf(stage, dead)).join(), new RegExp(`^replayed: .*${id}`));
      assert.match((await whysOf(stage, { id })).join(), new RegExp(`^replay: .*${dead.id}.*dead`));
      const [again] = (await claimDue(stage, { now: at + 20 })).events;
      assert.deepEqual(again, { ...dead, ...event, acceptedAt: at + 20, tries: 0 });
    },
  },
  {
    title: 'replayEvent() takes delivered, expired and dropped events, and each any number of times',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const events = ['a', 'b', 'c'].map(endpointId => newEvent(customer, 'edge', { endpointId }));
      await accept(stage, ...events);
      const lane = await claimDue(stage, { events: 2 });
      const [delivered, expired] = lane.events.map((event, index) =>
        settledOf(event, { result: index === 0 ? 'delivered' : 'expired' }),
      );
      assert.ok(delivered && expired);
      await settle(stage, lane, { events: [delivered, expired] });
      await store.dropLane({ customer, at, why: 'Too much' });
      for (const { id: replayed } of [...events, ...events]) {
        const { id, messageId } = newEvent(customer, 'edge');
        assert.deepEqual(await store.replayEvent({ id: replayed, at, event: { id, messageId } }), { id });
        assert.equal((await store.readEvent(id))?.expiresAt, undefined);
      }
      assert.equal(await store.countPending(customer), 6);
    },
  },
  {
    title: 'replayEvent() does nothing for events that are unknown, pending or coalesced',
    async run(stage) {
      const { store, customer, at } = stage;
      const coalesced = await patch(stage, 10);
      const pending = await patch(stage, 20);
      const before = await store.readLedger();
      const { id: unknown, messageId } = newEvent(customer, 'edge');
      for (const id of [unknown, pending.id, coalesced.id]) {
        const event = { id: newEvent(customer, 'edge').id, messageId };
        assert.equal(await store.replayEvent({ id, at, event }), undefined);
      }
      assert.deepEqual(await store.readLedger(), before);
    },
  },
  {
    title: 'replayEvent() of a level event coalesces with what is queued for its endpoint',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const first = await patch(stage, 10);
      const lane = await claimDue(stage);
      await settle(stage, lane, { events: [settledOf(first, { result: 'dead' })] });
      await store.releaseLane({ customer, epoch: lane.epoch, at });
      const second = await patch(stage, 20);
      const { id, messageId } = newEvent(customer, 'level');
      await store.replayEvent({ id: first.id, at, event: { id, messageId } });
      assert.deepEqual(await statusesOf(store, second), ['coalesced']);
      assert.deepEqual(idsOf((await claimDue(stage)).events), [id]);
      assert.equal(await balanceOf(stage), 0);
    },
  },
];

/** What is promised about the orders of a person: resume, drop, replay. */
export const operatorCases: readonly ContractCase[] = [...resuming, ...dropping, ...replaying];
