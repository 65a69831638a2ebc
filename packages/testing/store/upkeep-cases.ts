import assert from 'node:assert/strict';
import type { Backlog, LaneChange } from '@gatehouse/relay/store';
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

/** Earlier than anything of any other case, so that nobody else's events are swept or deleted. */
function early(stage: ContractStage): ContractStage {
  return { ...stage, at: stage.at - 1_000_000_000_000 };
}

async function grown(stage: ContractStage, before: Backlog): Promise<Readonly<Record<string, unknown>>> {
  const after = await stage.store.readBacklog();
  const difference = <Name extends string>(
    now: Readonly<Record<Name, number>>,
    then: Readonly<Record<Name, number>>,
  ): Readonly<Record<string, number>> => {
    const changed = Object.entries<number>(now).map(([name, count]) => [name, count - then[name as Name]] as const);
    return Object.fromEntries(changed.filter(([, count]) => count !== 0));
  };
  return {
    pending: difference(after.pending, before.pending),
    lanes: difference(after.lanes, before.lanes),
    customers: difference(after.customers, before.customers),
  };
}

const sweeping: readonly ContractCase[] = [
  {
    title: 'sweepExpired() expires what lies in parked, held and waiting lanes, and says why',
    async run(stage) {
      const { store, customer, at } = early(stage);
      const lanes = ['held', 'parked', 'waiting'].map(name => ({ store, customer: `${customer}-${name}`, at }));
      const late = lanes.map(lane => newEvent(lane.customer, 'edge', { expiresAt: at + 10 }));
      const lasting = lanes.map(lane => newEvent(lane.customer, 'edge', { expiresAt: at + 11 }));
      for (const [index, lane] of lanes.entries()) {
        if (index > 0) await link(lane);
        await accept(lane, ...[late[index], lasting[index]].filter(event => event !== undefined));
        if (index === 0) continue;
        const held = await claimDue(lane);
        const change: LaneChange =
          index === 1
            ? { type: 'park', generation: 1, link: 'lost', reason: 'Lost', remedy: 'Link again' }
            : { type: 'wait', dueAt: at + 3_600_000, failures: 1, reason: 'Throttled' };
        const back = held.events.map(event => settledOf(event, { result: 'pending' }));
        await settle(lane, held, { events: back, lane: change });
        await store.releaseLane({ customer: lane.customer, epoch: held.epoch, at });
      }
      const before = await store.readLedger();
      assert.equal(await store.sweepExpired({ now: at + 9, limit: 100 }), 0);
      assert.equal(await store.sweepExpired({ now: at + 10, limit: 2 }), 2);
      assert.equal(await store.sweepExpired({ now: at + 10, limit: 2 }), 1);
      assert.equal(await store.sweepExpired({ now: at + 10, limit: 2 }), 0);
      assert.deepEqual(await statusesOf(store, ...late), ['expired', 'expired', 'expired']);
      assert.deepEqual(await statusesOf(store, ...lasting), ['pending', 'parked', 'pending']);
      const record = await store.readEvent(late[1]?.id ?? '');
      assert.equal(record?.settledAt, at + 10);
      assert.deepEqual(
        record.decisions.map(({ what }) => what),
        ['expired'],
      );
      assert.match(record.decisions[0]?.why ?? '', new RegExp(new Date(at + 10).toISOString()));
      const after = await store.readLedger();
      assert.deepEqual(
        [after.expired, after.pending, after.parked],
        [before.expired + 3, before.pending - 2, before.parked - 1],
      );
      await store.resumeLane({ customer: lanes[1]?.customer ?? '', at });
      const resumed = await store.claimLanes({ owner: 'o', now: at, leaseUntil: at + 1, lanes: 4, events: 4 });
      assert.deepEqual(
        resumed.map(lane => idsOf(lane.events)),
        [[lasting[1]?.id]],
      );
    },
  },
  {
    title: 'sweepExpired() leaves what is in flight to its answer and takes what waits behind it',
    async run(stage) {
      const { store, customer, at } = early(stage);
      const here = { store, customer, at };
      await link(here);
      const [flying, behind] = [1, 2].map(late => newEvent(customer, 'edge', { expiresAt: at + late }));
      assert.ok(flying && behind);
      await accept(here, flying, behind);
      const lane = await claimDue(here);
      assert.equal(await store.sweepExpired({ now: at + 5, limit: 10 }), 1);
      assert.deepEqual(await statusesOf(store, flying, behind), ['pending', 'expired']);
      assert.deepEqual(await settle(here, lane, { events: [settledOf(flying)], claim: 4, at: at + 5 }), []);
      assert.deepEqual(await statusesOf(store, flying), ['delivered']);
      assert.equal(await store.countPending(customer), 0);
    },
  },
  {
    title: 'sweepExpired() turns a lane idle that it empties, and what comes next is sent',
    async run(stage) {
      const { store, customer, at } = early(stage);
      const here = { store, customer, at };
      await accept(here, newEvent(customer, 'edge', { expiresAt: at + 1 }));
      const before = await store.readBacklog();
      assert.equal(await store.sweepExpired({ now: at + 1, limit: 10 }), 1);
      const { lanes } = await grown(here, before);
      assert.deepEqual(lanes, { held: -1, idle: 1 });
      await link(here);
      const next = newEvent(customer, 'edge');
      await accept(here, next);
      assert.deepEqual(idsOf((await claimDue(here)).events), [next.id]);
    },
  },
];

const retiring: readonly ContractCase[] = [
  {
    title: 'retire() deletes what was settled before, oldest first, and the ledger still counts it',
    async run(stage) {
      const { store, customer, at } = early(stage);
      const here = { store, customer, at };
      await link(here);
      const events = [1, 2, 3].map(late => newEvent(customer, 'edge', { endpointId: `lamp-${late}` }));
      const pending = newEvent(customer, 'edge', { endpointId: 'lamp-4' });
      await accept(here, ...events, pending);
      const lane = await claimDue(here);
      for (const [late, event] of events.entries()) {
        await settle(here, lane, { events: [settledOf(event)], at: at + late });
      }
      const before = await store.readLedger();
      const ask = { settledBefore: at + 2, idempotencyBefore: at, deadlineBefore: 0, limit: 1 };
      assert.deepEqual(await store.retire(ask), { events: 1, keys: 0, directives: 0 });
      assert.equal(await store.readEvent(events[0]?.id ?? ''), undefined);
      assert.deepEqual(await store.retire(ask), { events: 1, keys: 0, directives: 0 });
      assert.deepEqual(await store.retire(ask), { events: 0, keys: 0, directives: 0 });
      const left = await store.listEvents({ customer, limit: 10 });
      assert.deepEqual(idsOf(left), [events[2]?.id, pending.id]);
      assert.deepEqual(await store.readLedger(), before);
    },
  },
  {
    title: 'retire() deletes idempotency keys by their own age, and they can be used again',
    async run(stage) {
      const { store, customer, at } = early(stage);
      for (const late of [0, 1]) {
        const idempotency = { key: `key-${late}`, fingerprint: 'f', answer: `${late}` };
        await store.accept({ customer, at: at + late, shadows: [], events: [], idempotency });
      }
      const ask = { settledBefore: 0, idempotencyBefore: at + 1, deadlineBefore: 0, limit: 10 };
      assert.deepEqual(await store.retire(ask), { events: 0, keys: 1, directives: 0 });
      assert.equal(await store.readIdempotency(customer, 'key-0'), undefined);
      assert.equal((await store.readIdempotency(customer, 'key-1'))?.answer, '1');
      const again = { key: 'key-0', fingerprint: 'other', answer: 'new' };
      const result = await store.accept({ customer, at: at + 2, shadows: [], events: [], idempotency: again });
      assert.deepEqual(result, { type: 'committed' });
    },
  },
];

const counting: readonly ContractCase[] = [
  {
    title: 'readBacklog() counts events by class, lanes by state and customers by link as they change',
    async run(stage) {
      const { store, customer, at } = stage;
      const before = await store.readBacklog();
      await accept(stage, newEvent(customer, 'edge'), newEvent(customer, 'reply'), newEvent(customer, 'reply'));
      assert.deepEqual(await grown(stage, before), {
        pending: { edge: 1, reply: 2 },
        lanes: { held: 1 },
        customers: { none: 1 },
      });
      await link(stage);
      const first = await patch(stage, 10, { endpointId: 'lamp-2' });
      await patch(stage, 20, { endpointId: 'lamp-2' });
      assert.deepEqual(await statusesOf(store, first), ['coalesced']);
      assert.deepEqual(await grown(stage, before), {
        pending: { edge: 1, reply: 2, level: 1 },
        lanes: { due: 1 },
        customers: { active: 1 },
      });
      const lane = await claimDue(stage);
      const ended = lane.events.map(event => settledOf(event, event.class === 'edge' ? { result: 'pending' } : {}));
      const park = { type: 'park', generation: 1, link: 'lost', reason: 'Lost', remedy: 'Link again' } as const;
      await settle(stage, lane, { events: ended, lane: park });
      assert.deepEqual(await grown(stage, before), {
        pending: { edge: 1 },
        lanes: { parked: 1 },
        customers: { lost: 1 },
      });
      await store.releaseLane({ customer, epoch: lane.epoch, at });
      await store.dropLane({ customer, at, why: 'Lost' });
      assert.deepEqual(await grown(stage, before), { pending: {}, lanes: { idle: 1 }, customers: { lost: 1 } });
      await store.deleteGrant({ customer, at });
      assert.deepEqual(await grown(stage, before), { pending: {}, lanes: { idle: 1 }, customers: { none: 1 } });
    },
  },
  {
    title: 'countPending() counts what is accepted, in flight and parked, and nothing that has ended',
    async run(stage) {
      const { store, customer, at } = stage;
      assert.equal(await store.countPending(customer), 0);
      await link(stage);
      const expiring = newEvent(customer, 'edge', { expiresAt: at, endpointId: 'lamp-9' });
      await accept(stage, newEvent(customer, 'edge'), newEvent(customer, 'edge'), expiring);
      assert.equal(await store.countPending(customer), 3);
      const lane = await claimDue(stage);
      assert.equal(await store.countPending(customer), 2);
      await settle(stage, lane, { events: lane.events.map(event => settledOf(event)) });
      assert.equal(await store.countPending(customer), 1);
      await store.releaseLane({ customer, epoch: lane.epoch, at });
      assert.equal((await store.readLane(customer)).queued, 1);
      assert.equal(await claim(stage, { now: at - 1 }), undefined);
    },
  },
  {
    title: 'readBacklog() tells when the oldest pending event of each class was accepted',
    async run(stage) {
      const here = early(stage);
      const { store, customer, at } = here;
      await link(here);
      const events = [0, 1].map(late => newEvent(customer, 'notice', { endpointId: `lamp-${late}` }));
      const known = (await store.readBacklog()).oldestAcceptedAt.notice;
      for (const [late, event] of events.entries()) await accept({ ...here, at: at + late }, event);
      assert.equal((await store.readBacklog()).oldestAcceptedAt.notice, known ?? at);
      const lane = await claimDue(here, { now: at + 1 });
      await settle(here, lane, { events: events.slice(0, 1).map(event => settledOf(event)) });
      assert.equal((await store.readBacklog()).oldestAcceptedAt.notice, known ?? at + 1);
      await settle(here, lane, { events: events.slice(1).map(event => settledOf(event)) });
      assert.equal((await store.readBacklog()).oldestAcceptedAt.notice, known);
    },
  },
];

/**
 * What is promised about expiry, retention and the backlog. The last cases play far earlier than all others and leave
 * lanes behind that are due for them.
 */
export const upkeepCases: readonly ContractCase[] = [...counting, ...sweeping, ...retiring];
