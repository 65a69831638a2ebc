import assert from 'node:assert/strict';
import type { ClaimedLane, LaneClaimAsk, NewEvent } from '@gatehouse/relay/store';
import type { ContractCase, ContractStage } from './contract-case.ts';
import {
  accept,
  attemptOf,
  BRIGHTNESS,
  changeOf,
  claim,
  claimDue,
  idsOf,
  LEASE_MS,
  link,
  newEvent,
  sampleOf,
  settle,
  settledOf,
  statusesOf,
} from './store-fixture.ts';

/** What `accept` and `settle` promise of lanes that change hands with them. */
export const handoverCases: readonly ContractCase[] = [
  {
    title: 'accept() claims the lane with the commit when asked, with everything that may leave',
    async run(stage) {
      const generation = await link(stage);
      const before = newEvent(stage.customer, 'edge');
      await accept(stage, before);
      const event = newEvent(stage.customer, 'edge', { endpointId: 'lamp-2' });
      const lane = await acceptAndClaim(stage, event);
      assert.deepEqual(idsOf(lane?.events ?? []), idsOf([before, event]));
      assert.deepEqual([lane?.customer, lane?.generation, lane?.failures], [stage.customer, generation, 0]);
      assert.equal(await claim(stage), undefined, 'nobody else gets it');
      assert.deepEqual(await settle(stage, { epoch: lane?.epoch ?? 0 }, { events: [settledOf(event)] }), []);
      assert.deepEqual(await statusesOf(stage.store, before, event), ['pending', 'delivered']);
    },
  },
  {
    title: 'accept() hands a level event over with the shadow that it has just changed',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const event = newEvent(customer, 'level');
      const properties = [changeOf(BRIGHTNESS, sampleOf(42, at))];
      const shadows = [{ endpointId: 'lamp-1', expectedVersion: 0, properties }];
      const result = await store.accept({ customer, at, shadows, events: [event], claim: askOf(stage) });
      assert.ok(result.type === 'committed' && result.claimed !== undefined);
      const [claimed] = result.claimed.events;
      assert.deepEqual(claimed?.shadow?.[0]?.current, sampleOf(42, at));
      assert.equal(claimed?.tries, 0);
    },
  },
  {
    title: 'accept() claims no more events than asked for, and the rest can be claimed after them',
    async run(stage) {
      await link(stage);
      const events = ['lamp-1', 'lamp-2'].map(endpointId => newEvent(stage.customer, 'edge', { endpointId }));
      const { customer, at, store } = stage;
      const result = await store.accept({ customer, at, shadows: [], events, claim: { ...askOf(stage), events: 1 } });
      assert.ok(result.type === 'committed' && result.claimed !== undefined);
      assert.deepEqual(idsOf(result.claimed.events), idsOf(events.slice(0, 1)));
      const { epoch } = result.claimed;
      const more = await store.claimMore({ customer, epoch, now: at, events: 8 });
      assert.ok(more.type === 'settled');
      assert.deepEqual(idsOf(more.next), idsOf(events.slice(1)));
    },
  },
  {
    title: 'accept() leaves a lane alone that is held, waits, has no grant or is parked',
    async run(stage) {
      assert.equal(await acceptAndClaim(stage, newEvent(stage.customer, 'edge')), undefined, 'no grant');
      const generation = await link(stage);
      const { epoch } = await claimDue(stage);
      assert.equal(await acceptAndClaim(stage, newEvent(stage.customer, 'edge')), undefined, 'held');
      const { customer, at, store } = stage;
      const wait = { type: 'wait', dueAt: at + 5, failures: 1, reason: 'throttled' } as const;
      await settle(stage, { epoch }, { events: [], lane: wait });
      await store.releaseLane({ customer, epoch, at });
      assert.equal(await acceptAndClaim(stage, newEvent(customer, 'edge')), undefined, 'waits');
      const later = await claimDue(stage, { now: at + 5 });
      const park = { type: 'park', generation, link: 'lost', reason: 'lost', remedy: 'Link again' } as const;
      await settle(stage, later, { events: [], lane: park });
      await store.releaseLane({ customer, epoch: later.epoch, at });
      assert.equal(await acceptAndClaim(stage, newEvent(customer, 'edge')), undefined, 'parked');
    },
  },
  {
    title: 'accept() claims nothing for what it does not commit',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const idempotency = { key: 'key-1', fingerprint: 'same', answer: '{}' };
      await accept(stage, newEvent(customer, 'edge'));
      const intake = { customer, at, shadows: [], events: [newEvent(customer, 'edge')], idempotency };
      await store.accept(intake);
      const again = { ...intake, events: [newEvent(customer, 'edge')], claim: askOf(stage) };
      assert.deepEqual(await store.accept(again), { type: 'repeated', answer: '{}' });
      assert.equal((await claimDue(stage)).events.length, 1);
    },
  },
  {
    title: 'settle() gives the lane back when asked and nothing is left to claim',
    async run(stage) {
      const { store, customer } = stage;
      await link(stage);
      const event = newEvent(customer, 'edge');
      await accept(stage, event);
      const lane = await claimDue(stage);
      assert.deepEqual(await settle(stage, lane, { events: [settledOf(event)], claim: 8, release: true }), []);
      assert.deepEqual(await store.readLane(customer), { state: 'idle', queued: 0 });
      const more = await store.claimMore({ customer, epoch: lane.epoch, now: stage.at, events: 1 });
      assert.deepEqual(more, { type: 'fenced' });
    },
  },
  {
    title: 'settle() keeps the lane that it claims something from, whatever was asked',
    async run(stage) {
      await link(stage);
      const events = [newEvent(stage.customer, 'edge'), newEvent(stage.customer, 'edge')] as const;
      await accept(stage, ...events);
      const lane = await claimDue(stage);
      const next = await settle(stage, lane, { events: [settledOf(events[0])], claim: 1, release: true });
      assert.deepEqual(idsOf(next), idsOf([events[1]]));
      assert.deepEqual(await settle(stage, lane, { events: [settledOf(events[1])] }), []);
    },
  },
  {
    title: 'settle() gives a lane back with what it puts back, due when its wait ends',
    async run(stage) {
      const { customer, at } = stage;
      await link(stage);
      const event = newEvent(customer, 'edge');
      await accept(stage, event);
      const lane = await claimDue(stage);
      const back = settledOf(event, { result: 'pending', attempts: [attemptOf(event.messageId, at)] });
      const wait = { type: 'wait', dueAt: at + 5, failures: 1, reason: 'busy' } as const;
      await settle(stage, lane, { events: [back], lane: wait, release: true });
      assert.equal(await claim(stage), undefined);
      const again = await claimDue(stage, { now: at + 5 });
      assert.deepEqual([again.failures, again.events[0]?.id, again.events[0]?.tries], [1, event.id, 1]);
    },
  },
];

function askOf({ at }: ContractStage): LaneClaimAsk {
  return { owner: 'runner-1', leaseUntil: at + LEASE_MS, events: 16 };
}

async function acceptAndClaim(stage: ContractStage, event: NewEvent): Promise<ClaimedLane | undefined> {
  const { store, customer, at } = stage;
  const result = await store.accept({ customer, at, shadows: [], events: [event], claim: askOf(stage) });
  assert.equal(result.type, 'committed');
  return result.type === 'committed' ? result.claimed : undefined;
}
