import assert from 'node:assert/strict';
import type { ContractCase } from './contract-case.ts';
import { accept, claimDue, idsOf, link, newEvent, patch, settle, settledOf, statusesOf } from './store-fixture.ts';

/** What is promised about level events that replace each other, and about those that never do. */
export const coalescingCases: readonly ContractCase[] = [
  {
    title: 'accept() coalesces the older unsent level event of the same endpoint and says why',
    async run(stage) {
      const { store, customer, at } = stage;
      const [first, second, third] = [await patch(stage, 1), await patch(stage, 2), await patch(stage, 3)];
      assert.deepEqual(await statusesOf(store, first, second, third), ['coalesced', 'coalesced', 'pending']);
      const record = await store.readEvent(first.id);
      assert.equal(record?.settledAt, at);
      assert.deepEqual(
        record.decisions.map(({ what }) => what),
        ['coalesced'],
      );
      assert.match(record.decisions[0]?.why ?? '', new RegExp(second.id));
      assert.equal((await store.readLane(customer)).queued, 1);
    },
  },
  {
    title: 'accept() coalesces within one intake',
    async run(stage) {
      const levels = [newEvent(stage.customer, 'level'), newEvent(stage.customer, 'level')];
      await accept(stage, ...levels);
      assert.deepEqual(await statusesOf(stage.store, ...levels), ['coalesced', 'pending']);
    },
  },
  {
    title: 'accept() coalesces neither other endpoints nor other customers',
    async run(stage) {
      const first = await patch(stage, 1);
      const second = await patch(stage, 1, { endpointId: 'lamp-2' });
      const third = await patch({ ...stage, customer: `${stage.customer}-other` }, 2);
      assert.deepEqual(await statusesOf(stage.store, first, second, third), ['pending', 'pending', 'pending']);
    },
  },
  {
    title: 'accept() never coalesces edge, reply and catalogue events',
    async run(stage) {
      const { store, customer } = stage;
      const events = (['edge', 'reply', 'catalogue', 'edge', 'reply', 'catalogue'] as const).map(eventClass =>
        newEvent(customer, eventClass, { orderKey: 'lamp-1' }),
      );
      await accept(stage, ...events, newEvent(customer, 'level'), newEvent(customer, 'level'));
      assert.deepEqual(new Set(await statusesOf(store, ...events)), new Set(['pending']));
    },
  },
  {
    title: 'accept() leaves a level event in flight alone, and the newer one waits behind it',
    async run(stage) {
      await link(stage);
      const first = await patch(stage, 1);
      const lane = await claimDue(stage);
      const second = await patch(stage, 2);
      const third = await patch(stage, 3);
      assert.deepEqual(await statusesOf(stage.store, first, second, third), ['pending', 'coalesced', 'pending']);
      const next = await settle(stage, lane, { events: [settledOf(first)], claim: 4 });
      assert.deepEqual(idsOf(next), [third.id]);
    },
  },
  {
    title: 'claimMore() coalesces a level event that was put back when a newer one waits behind it',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const first = await patch(stage, 1);
      const lane = await claimDue(stage);
      const second = await patch(stage, 2);
      await settle(stage, lane, { events: [settledOf(first, { result: 'pending' })] });
      const more = await store.claimMore({ customer, epoch: lane.epoch, now: at, events: 4 });
      assert.deepEqual(more.type === 'settled' && idsOf(more.next), [second.id]);
      assert.deepEqual(await statusesOf(store, first, second), ['coalesced', 'pending']);
    },
  },
  {
    title: 'claimLanes() hands out edge events in front of a level event that has replaced an older one',
    async run(stage) {
      await link(stage);
      const first = await patch(stage, 1);
      const edge = newEvent(stage.customer, 'edge');
      await accept(stage, edge);
      const last = await patch(stage, 2);
      const lane = await claimDue(stage);
      assert.deepEqual(idsOf(lane.events), [edge.id]);
      assert.deepEqual(await statusesOf(stage.store, first), ['coalesced']);
      assert.deepEqual(idsOf(await settle(stage, lane, { events: [settledOf(edge)], claim: 4 })), [last.id]);
    },
  },
];
