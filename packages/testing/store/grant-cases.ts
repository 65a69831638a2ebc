import assert from 'node:assert/strict';
import type { LaneChange, NewEvent } from '@gatehouse/relay/store';
import type { ContractCase, ContractStage } from './contract-case.ts';
import { accept, attemptOf, claim, claimDue, link, newEvent, settle, settledOf, statusesOf } from './store-fixture.ts';

function parkOf(generation: number): Extract<LaneChange, { type: 'park' }> {
  return { type: 'park', generation, link: 'lost', reason: 'The grant was revoked', remedy: 'Link again' };
}

/** Accepts one event, claims it, puts it back and parks the lane under `generation`. */
async function park(stage: ContractStage, generation: number): Promise<void> {
  const event = newEvent(stage.customer, 'edge');
  await accept(stage, event);
  const lane = await claimDue(stage);
  const events = [settledOf(event, { result: 'pending' })];
  assert.deepEqual(await settle(stage, lane, { events, lane: parkOf(generation), claim: 4 }), []);
  await stage.store.releaseLane({ customer: stage.customer, epoch: lane.epoch, at: stage.at });
}

/** An event is claimed under the first grant, a second one comes, and then the park of the first; the lane is given back. */
async function parkOvertaken(stage: ContractStage, change: LaneChange): Promise<NewEvent> {
  const { store, customer, at } = stage;
  await link(stage);
  const event = newEvent(customer, 'edge');
  await accept(stage, event);
  const lane = await claimDue(stage);
  await link(stage);
  const events = [settledOf(event, { result: 'pending' })];
  assert.deepEqual(await settle(stage, lane, { events, lane: change, claim: 4 }), []);
  await store.releaseLane({ customer, epoch: lane.epoch, at });
  assert.equal((await store.readCustomer(customer))?.link.state, 'active');
  return event;
}

/** What is promised about grants, links, regions, parking and generations. */
export const grantCases: readonly ContractCase[] = [
  {
    title: 'readCustomer() and readGrant() answer undefined before anything was stored',
    async run({ store, customer }) {
      assert.equal(await store.readCustomer(customer), undefined);
      assert.equal(await store.readGrant(customer), undefined);
    },
  },
  {
    title: 'readCustomer() knows a customer without a link once anything was stored',
    async run(stage) {
      await accept(stage, newEvent(stage.customer, 'edge'));
      const link = { state: 'none', since: stage.at };
      assert.deepEqual(await stage.store.readCustomer(stage.customer), {
        customer: stage.customer,
        generation: 0,
        link,
      });
    },
  },
  {
    title: 'putGrant() lets a report that has left be sent under a new messageId, and an edge under its own',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const [level, edge, unsent] = [
        newEvent(customer, 'level', { endpointId: 'lamp-1' }),
        newEvent(customer, 'edge', { endpointId: 'contact-1' }),
        newEvent(customer, 'level', { endpointId: 'lamp-2' }),
      ];
      await accept(stage, level, edge);
      const lane = await claimDue(stage);
      const events = [level, edge].map(event =>
        settledOf(event, { result: 'pending', attempts: [attemptOf(event.messageId, at)] }),
      );
      await settle(stage, lane, { events, lane: parkOf(1) });
      await store.releaseLane({ customer, epoch: lane.epoch, at });
      await accept(stage, unsent);
      await store.putGrant({ customer, tokens: 'new', expiresAt: at + 1, at, dueAt: at });
      const again = await claimDue(stage);
      const tries = new Map(again.events.map(event => [event.id, event.tries]));
      assert.ok((tries.get(level.id) ?? 0) > 3, 'its resends are used up');
      assert.deepEqual([tries.get(edge.id), tries.get(unsent.id)], [1, 0]);
    },
  },
  {
    title: 'putGrant() counts generations, replaces the tokens and keeps the region it is not told',
    async run({ store, customer, at }) {
      const grant = { customer, tokens: 'first', expiresAt: at + 1, region: 'FE', at, dueAt: at } as const;
      assert.deepEqual(await store.putGrant(grant), { generation: 1 });
      const { region, ...second } = { ...grant, tokens: 'second', expiresAt: at + 2, at: at + 5 };
      assert.deepEqual(await store.putGrant(second), { generation: 2 });
      const stored = { customer, generation: 2, tokens: 'second', expiresAt: at + 2, region };
      assert.deepEqual(await store.readGrant(customer), stored);
      const expected = { customer, region, generation: 2, link: { state: 'active', since: at + 5 } };
      assert.deepEqual(await store.readCustomer(customer), expected);
    },
  },
  {
    title: 'putGrant() lets a held lane send from its due time on',
    async run(stage) {
      const { store, customer, at } = stage;
      await accept(stage, newEvent(customer, 'edge'));
      assert.equal(await claim(stage, { now: at + 10_000 }), undefined);
      await store.putGrant({ customer, tokens: 'sealed', expiresAt: at, at, dueAt: at + 2000 });
      assert.deepEqual(await store.readLane(customer), { state: 'due', dueAt: at + 2000, queued: 1, oldestAt: at });
      assert.equal(await claim(stage, { now: at + 1999 }), undefined);
      assert.equal((await claimDue(stage, { now: at + 2000 })).generation, 1);
    },
  },
  {
    title: 'putGrant() lets a lane without work send from its due time on',
    async run(stage) {
      const { store, customer, at } = stage;
      await store.putGrant({ customer, tokens: 'sealed', expiresAt: at, at, dueAt: at + 2000 });
      assert.equal((await store.readLane(customer)).state, 'idle');
      await accept(stage, newEvent(customer, 'edge'));
      assert.equal(await claim(stage, { now: at + 1999 }), undefined);
      await claimDue(stage, { now: at + 2000 });
    },
  },
  {
    title: 'rotateGrant() stores tokens of the present generation only',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const rotated = { customer, generation: 1, tokens: 'rotated', expiresAt: at + 9 };
      assert.equal(await store.rotateGrant(rotated), true);
      assert.equal((await store.readGrant(customer))?.tokens, 'rotated');
      await link(stage);
      assert.equal(await store.rotateGrant({ ...rotated, tokens: 'late' }), false);
      assert.equal(await store.rotateGrant({ ...rotated, generation: 3 }), false);
      assert.equal((await store.readGrant(customer))?.tokens, 'sealed');
      assert.equal(await store.rotateGrant({ ...rotated, customer: `${customer}-unknown` }), false);
    },
  },
  {
    title: 'correctRegion() writes for the present generation only',
    async run(stage) {
      const { store, customer } = stage;
      await link(stage);
      await store.correctRegion({ customer, generation: 1, region: 'EU' });
      assert.equal((await store.readCustomer(customer))?.region, 'EU');
      await store.correctRegion({ customer, generation: 0, region: 'FE' });
      assert.equal((await store.readCustomer(customer))?.region, 'EU');
    },
  },
  {
    title: 'settle() with a park stops the lane, keeps its events and sets the link',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      await park(stage, 1);
      await accept(stage, newEvent(customer, 'reply'));
      const { link: found } = (await store.readCustomer(customer)) ?? {};
      assert.deepEqual(found, { state: 'lost', since: at, reason: 'The grant was revoked', remedy: 'Link again' });
      const view = { state: 'parked', reason: 'The grant was revoked', queued: 2, oldestAt: at };
      assert.deepEqual(await store.readLane(customer), view);
      assert.equal(await claim(stage, { now: at + 3_000_000 }), undefined);
      const events = await store.listEvents({ customer, limit: 10 });
      assert.deepEqual(
        events.map(({ status }) => status),
        ['parked', 'parked'],
      );
    },
  },
  {
    title:
      'settle() says that it has parked the lane, and says nothing of it when a newer grant has overtaken the park',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const event = newEvent(customer, 'edge');
      await accept(stage, event);
      const { epoch } = await claimDue(stage);
      await link(stage);
      const ask = { customer, epoch, at, claim: 4 };
      const events = [settledOf(event, { result: 'pending' })];
      assert.deepEqual(await store.settle({ ...ask, events, lane: parkOf(1) }), { type: 'settled', next: [] });
      const parked = { type: 'settled', next: [], parked: true };
      assert.deepEqual(await store.settle({ ...ask, events: [], lane: parkOf(2) }), parked);
    },
  },
  {
    title: 'putGrant() resumes a parked lane and what was parked is pending again',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const before = await store.readLedger();
      await park(stage, 1);
      const parked = await store.readLedger();
      assert.deepEqual([parked.parked, parked.pending], [before.parked + 1, before.pending]);
      await store.putGrant({ customer, tokens: 'sealed', expiresAt: at, at: at + 5, dueAt: at + 2000 });
      const resumed = await store.readLedger();
      assert.deepEqual([resumed.parked, resumed.pending], [before.parked, before.pending + 1]);
      assert.deepEqual((await store.readCustomer(customer))?.link, { state: 'active', since: at + 5 });
      const lane = await claimDue(stage, { now: at + 2000 });
      assert.deepEqual([lane.generation, lane.failures, lane.events.length], [2, 0, 1]);
    },
  },
  {
    title: 'settle() with a park of an older generation stops nothing and still settles the events',
    async run(stage) {
      const event = await parkOvertaken(stage, parkOf(1));
      assert.deepEqual(await statusesOf(stage.store, event), ['pending']);
      assert.equal((await claimDue(stage)).generation, 2);
    },
  },
  {
    title: 'settle() with a park of an older generation lets the lane wait as the park says for that case',
    async run(stage) {
      const { at } = stage;
      const overtaken = { type: 'wait', dueAt: at + 1000, failures: 2, reason: 'A newer grant came' } as const;
      await parkOvertaken(stage, { ...parkOf(1), overtaken });
      assert.equal(await claim(stage, { now: at + 999 }), undefined);
      assert.equal((await claimDue(stage, { now: at + 1000 })).failures, 2);
    },
  },
  {
    title: 'putGrant() leaves a lane that ran empty while it waits to its wait',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      await accept(stage, newEvent(customer, 'edge'));
      const lane = await claimDue(stage);
      const wait = { type: 'wait', dueAt: at + 500, failures: 1, reason: 'Throttled' } as const;
      await settle(stage, lane, { events: lane.events.map(event => settledOf(event)), lane: wait });
      await store.releaseLane({ customer, epoch: lane.epoch, at });
      await link(stage);
      await accept(stage, newEvent(customer, 'edge'));
      assert.equal(await claim(stage, { now: at + 499 }), undefined);
      await claimDue(stage, { now: at + 500 });
    },
  },
  {
    title: 'settle() with a wait does not resume a parked lane',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const events = [newEvent(customer, 'edge'), newEvent(customer, 'edge', { endpointId: 'lamp-2' })];
      await accept(stage, ...events);
      const lane = await claimDue(stage);
      const back = events.map(event => settledOf(event, { result: 'pending' }));
      await settle(stage, lane, { events: back.slice(0, 1), lane: parkOf(1) });
      const wait: LaneChange = { type: 'wait', dueAt: at + 1, failures: 1, reason: 'Throttled' };
      await settle(stage, lane, { events: back.slice(1), lane: wait });
      await store.releaseLane({ customer, epoch: lane.epoch, at });
      const view = { state: 'parked', reason: 'The grant was revoked', queued: 2, oldestAt: at };
      assert.deepEqual(await store.readLane(customer), view);
      assert.equal(await claim(stage, { now: at + 1000 }), undefined);
    },
  },
];
