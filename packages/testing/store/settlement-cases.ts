import assert from 'node:assert/strict';
import type { ContractCase } from './contract-case.ts';
import {
  accept,
  attemptOf,
  claimDue,
  decisionOf,
  idsOf,
  link,
  newEvent,
  settle,
  settledOf,
  statusesOf,
} from './store-fixture.ts';

/** What `settle` promises about events. */
export const settlementCases: readonly ContractCase[] = [
  {
    title: 'settle() ends each event as told, with attempts and decisions',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const results = ['delivered', 'coalesced', 'expired', 'dead'] as const;
      const events = results.map(result => newEvent(customer, 'edge', { endpointId: `lamp-${result}` }));
      await accept(stage, ...events);
      const lane = await claimDue(stage);
      const settled = results.map((result, index) => {
        const event = events[index] ?? newEvent(customer, 'edge');
        const attempts = [attemptOf(event.messageId, at + 1)];
        return settledOf(event, { result, attempts, decisions: [decisionOf(result, at + 2)] });
      });
      const before = await store.readLedger();
      await settle(stage, lane, { events: settled, at: at + 2 });
      assert.deepEqual(await statusesOf(store, ...events), results);
      const record = await store.readEvent(events[3]?.id ?? '');
      assert.equal(record?.settledAt, at + 2);
      assert.deepEqual(record.attempts, settled[3]?.attempts);
      assert.deepEqual(record.decisions, settled[3]?.decisions);
      const after = await store.readLedger();
      for (const result of results) assert.equal(after[result], before[result] + 1, result);
      assert.equal(after.pending, before.pending - 4);
    },
  },
  {
    title: 'settle() claims what comes behind, in the same transaction',
    async run(stage) {
      await link(stage);
      const events = Array.from({ length: 3 }, () => newEvent(stage.customer, 'edge'));
      await accept(stage, ...events);
      const lane = await claimDue(stage);
      for (const [index, event] of events.entries()) {
        const next = await settle(stage, lane, { events: [settledOf(event)], claim: 8 });
        assert.deepEqual(idsOf(next), idsOf(events.slice(index + 1, index + 2)));
      }
    },
  },
  {
    title: 'settle() puts an event back in its place and counts the tries of its messageId',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const [first, second] = [newEvent(customer, 'edge'), newEvent(customer, 'edge')];
      await accept(stage, first, second);
      const lane = await claimDue(stage);
      const { messageId } = first;
      const attempts = [attemptOf(messageId, at), attemptOf(messageId, at + 1)];
      const back = settledOf(first, { result: 'pending', attempts, decisions: [decisionOf('again', at)] });
      const [again] = await settle(stage, lane, { events: [back], claim: 1 });
      assert.equal(again?.id, first.id);
      assert.equal(again.tries, 2);
      const renamed = { ...back, messageId: 'message-new', attempts: [attemptOf(messageId, at + 2)] };
      const [fresh] = await settle(stage, lane, { events: [renamed], claim: 1 });
      assert.equal(fresh?.messageId, 'message-new');
      assert.equal(fresh.tries, 0);
      const record = await store.readEvent(first.id);
      assert.equal(record?.messageId, 'message-new');
      assert.equal(record.status, 'pending');
      assert.equal(record.settledAt, undefined);
      assert.deepEqual(record.attempts, [...attempts, attemptOf(messageId, at + 2)]);
      assert.equal(record.decisions.length, 2);
    },
  },
  {
    title: 'settle() does nothing twice, and nothing to events that are not in flight',
    async run(stage) {
      const { store, customer } = stage;
      await link(stage);
      const [first, second] = [newEvent(customer, 'edge'), newEvent(customer, 'edge')];
      await accept(stage, first, second);
      const lane = await claimDue(stage);
      const events = [settledOf(first), settledOf(second), settledOf(newEvent(customer, 'edge'))];
      await settle(stage, lane, { events });
      const once = await store.readLedger();
      await settle(stage, lane, { events: events.map(event => ({ ...event, result: 'dead' as const })) });
      assert.deepEqual(await statusesOf(store, first, second), ['delivered', 'pending']);
      assert.deepEqual(await store.readLedger(), once);
    },
  },
  {
    title: 'settle() touches no event of another customer',
    async run(stage) {
      const other = { ...stage, customer: `${stage.customer}-other`, at: stage.at + 1 };
      const event = newEvent(other.customer, 'edge');
      await link(stage);
      await accept(stage, newEvent(stage.customer, 'edge'));
      const lane = await claimDue(stage);
      await link(other);
      await accept(other, event);
      const ask = { owner: 'runner-1', now: other.at, leaseUntil: other.at + 1000, lanes: 4, events: 4 };
      assert.deepEqual((await stage.store.claimLanes(ask))[0]?.epoch, lane.epoch);
      await settle(stage, lane, { events: [settledOf(event)] });
      assert.deepEqual(await statusesOf(stage.store, event), ['pending']);
    },
  },
];
