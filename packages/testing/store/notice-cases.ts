import assert from 'node:assert/strict';
import { encodeNoticeHolder, type NewEvent } from '@gatehouse/relay/store';
import type { ContractCase, ContractStage } from './contract-case.ts';
import { accept, claim, claimDue, idsOf, newEvent, settle, settledOf, statusesOf } from './store-fixture.ts';

/** The same stage, with a holder of notices in the place of the customer. */
function heldIn(stage: ContractStage): ContractStage {
  return { ...stage, customer: encodeNoticeHolder({ region: 'EU', user: stage.customer }) };
}

/** One version of a notice; `minute` is that of its timestamp. */
function noticeOf({ customer, at }: ContractStage, minute: number, over: Partial<NewEvent> = {}): NewEvent {
  const message = { timestamp: `2026-01-01T00:${String(minute).padStart(2, '0')}:00.000Z` };
  const draft = { type: 'message', message } as const;
  const { endpointId: _endpointId, ...event } = newEvent(customer, 'notice', { orderKey: 'live~order', draft });
  return { ...event, kind: 'AMAZON.OrderStatus.Updated', expiresAt: at + 3_600_000, ...over };
}

/** What is promised about notices. */
export const noticeCases: readonly ContractCase[] = [
  {
    title: 'accept() makes the lane of a holder of notices due without a grant, and a customer of nobody',
    async run(given) {
      const stage = heldIn(given);
      const notice = noticeOf(stage, 1);
      await accept(stage, notice);
      assert.equal(await stage.store.readCustomer(stage.customer), undefined);
      const after = given.customer.slice(0, -1);
      const listed = await stage.store.listCustomers({ after, limit: 1_000 });
      assert.ok(listed.every(({ customer }) => customer !== stage.customer));
      assert.equal((await stage.store.readLane(stage.customer)).state, 'due');
      const lane = await claimDue(stage);
      assert.deepEqual([lane.generation, lane.region, idsOf(lane.events)], [0, undefined, [notice.id]]);
      assert.deepEqual(await settle(stage, lane, { events: [settledOf(notice)], release: true }), []);
      assert.deepEqual(await statusesOf(stage.store, notice), ['delivered']);
      assert.equal((await stage.store.readEvent(notice.id))?.customer, stage.customer);
    },
  },
  {
    title: 'resumeLane() ends the wait of a lane of notices, which needs no grant, and dropLane() gives them up',
    async run(given) {
      const stage = heldIn(given);
      const { store, customer, at } = stage;
      const notice = noticeOf(stage, 1);
      await accept(stage, notice);
      const wait = { type: 'wait', dueAt: at + 60_000, failures: 1, reason: 'The customer has had enough' } as const;
      const events = [settledOf(notice, { result: 'pending' })];
      await settle(stage, await claimDue(stage), { events, lane: wait, release: true });
      assert.equal((await store.readLane(customer)).dueAt, at + 60_000);
      assert.deepEqual(await store.resumeLane({ customer, at: at + 10 }), { events: 1 });
      assert.equal((await store.readLane(customer)).dueAt, at + 10);
      assert.equal(await store.readCustomer(customer), undefined);
      assert.deepEqual(await store.dropLane({ customer, at: at + 20, why: 'It was a mistake' }), { events: 1 });
      assert.deepEqual(await statusesOf(store, notice), ['dropped']);
      assert.equal((await store.readLane(customer)).state, 'idle');
    },
  },
  {
    title: 'accept() lets the latest timestamp of a notice replace what is unsent, whichever comes first',
    async run(given) {
      const stage = heldIn(given);
      const [first, second, late, same] = [1, 3, 2, 3].map(minute => noticeOf(stage, minute));
      assert.ok(first && second && late && same);
      for (const notice of [first, second, late]) await accept(stage, notice);
      assert.deepEqual(await statusesOf(stage.store, first, second, late), ['coalesced', 'pending', 'coalesced']);
      await accept(stage, same);
      assert.deepEqual(await statusesOf(stage.store, second, same), ['coalesced', 'pending']);
      assert.equal((await stage.store.readLane(stage.customer)).queued, 1);
      const lane = await claimDue(stage);
      assert.deepEqual(idsOf(lane.events), [same.id]);
      await settle(stage, lane, { events: [settledOf(same)], release: true });
    },
  },
  {
    title: 'accept() leaves a notice in flight alone, and a version before it does not follow',
    async run(given) {
      const stage = heldIn(given);
      const [flying, before, after] = [2, 1, 3].map(minute => noticeOf(stage, minute));
      assert.ok(flying && before && after);
      await accept(stage, flying);
      const lane = await claimDue(stage);
      await accept(stage, before);
      await accept(stage, after);
      assert.deepEqual(await statusesOf(stage.store, flying, before, after), ['pending', 'coalesced', 'pending']);
      const next = await settle(stage, lane, { events: [settledOf(flying, { result: 'pending' })], claim: 2 });
      assert.deepEqual(idsOf(next), [after.id]);
      assert.deepEqual(await statusesOf(stage.store, flying), ['coalesced']);
      await settle(stage, lane, { events: [settledOf(after)], release: true });
    },
  },
  {
    title: 'accept() keeps notices of several referenceIds and of several holders apart',
    async run(given) {
      const [one, other] = [heldIn(given), { ...given, customer: encodeNoticeHolder({ region: 'EU' }) }];
      const notices = [noticeOf(one, 1), noticeOf(one, 2, { orderKey: 'live~other' }), noticeOf(other, 3)];
      const [first, second, third] = notices;
      assert.ok(first && second && third);
      await accept(one, first, second);
      const lane = await claimDue(one);
      assert.deepEqual(idsOf(lane.events), idsOf([first, second]));
      await settle(one, lane, { events: [settledOf(first), settledOf(second)], release: true });
      await accept(other, third);
      assert.deepEqual(idsOf((await claimDue(other)).events), [third.id]);
      await settle(other, { epoch: 1 }, { events: [settledOf(third)], release: true });
    },
  },
  {
    title: 'claimLanes() and nextDueAt() can be asked for notices alone',
    async run(given) {
      const stage = heldIn(given);
      const { store, customer, at } = given;
      await store.putGrant({ customer, tokens: 'sealed', expiresAt: at + 3_600_000, at, dueAt: at });
      const [event, notice] = [newEvent(customer, 'edge'), noticeOf(stage, 1)];
      await accept(given, event);
      const ask = { owner: 'runner-1', now: at, leaseUntil: at + 30_000, lanes: 9, events: 9 };
      assert.deepEqual(await store.claimLanes({ ...ask, only: 'notices' }), []);
      await accept(stage, notice);
      assert.equal(await store.nextDueAt('notices'), at);
      const [lane, ...others] = await store.claimLanes({ ...ask, only: 'notices' });
      assert.deepEqual([lane?.customer, others], [stage.customer, []]);
      await settle(stage, { epoch: lane?.epoch ?? 0 }, { events: [settledOf(notice)], release: true });
      const held = await claimDue(given);
      await settle(given, held, { events: [settledOf(event)], release: true });
    },
  },
  {
    title: 'sweepExpired() and replayEvent() take notices like any other event',
    async run(given) {
      const stage = heldIn(given);
      const { store, at } = stage;
      const notice = noticeOf(stage, 1, { expiresAt: at + 1 });
      await accept(stage, notice);
      while ((await store.sweepExpired({ now: at + 1, limit: 100 })) > 0);
      assert.deepEqual(await statusesOf(store, notice), ['expired']);
      assert.equal(await claim(stage), undefined);
      const { id, messageId } = noticeOf(stage, 1);
      assert.deepEqual(await store.replayEvent({ id: notice.id, at, event: { id, messageId, expiresAt: at + 9 } }), {
        id,
      });
      const lane = await claimDue(stage);
      assert.deepEqual(idsOf(lane.events), [id]);
      await settle(stage, lane, { events: [{ ...settledOf(notice), id, messageId }], release: true });
    },
  },
];
