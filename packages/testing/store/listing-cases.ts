import assert from 'node:assert/strict';
import type { EventFilter, NewEvent } from '@gatehouse/relay/store';
import type { ContractCase, ContractStage } from './contract-case.ts';
import { accept, claimDue, idsOf, link, newEvent, settle, settledOf } from './store-fixture.ts';

async function listed(
  { store, customer }: ContractStage,
  filter: Partial<EventFilter> = {},
): Promise<readonly string[]> {
  return idsOf(await store.listEvents({ customer, limit: 100, ...filter }));
}

/** Four events of two endpoints and three classes, the first of them delivered. */
async function prepare(stage: ContractStage): Promise<readonly NewEvent[]> {
  const { customer } = stage;
  await link(stage);
  const events = [
    newEvent(customer, 'edge'),
    newEvent(customer, 'level', { endpointId: 'lamp-2' }),
    newEvent(customer, 'edge', { endpointId: 'lamp-2' }),
    newEvent(customer, 'reply'),
  ];
  await accept(stage, ...events);
  const lane = await claimDue(stage);
  await settle(stage, lane, {
    events: lane.events.filter(({ id }) => id === events[0]?.id).map(event => settledOf(event)),
  });
  return events;
}

/** What lists and pages promise. */
export const listingCases: readonly ContractCase[] = [
  {
    title: 'listEvents() answers oldest first and pages without gap or repetition',
    async run(stage) {
      const { customer } = stage;
      const events = Array.from({ length: 7 }, () => newEvent(customer, 'edge'));
      await accept(stage, ...events);
      const pages: (readonly string[])[] = [];
      let page = await listed(stage, { limit: 3 });
      for (; page.length > 0; page = await listed(stage, { limit: 3, after: page.at(-1) ?? '' })) pages.push(page);
      assert.deepEqual(pages, [idsOf(events.slice(0, 3)), idsOf(events.slice(3, 6)), idsOf(events.slice(6))]);
    },
  },
  {
    title: 'listEvents() narrows by endpoint, class and status, each and together',
    async run(stage) {
      const events = await prepare(stage);
      const pick = (...indexes: readonly number[]): readonly (string | undefined)[] =>
        indexes.map(index => events[index]?.id);
      assert.deepEqual(await listed(stage), pick(0, 1, 2, 3));
      assert.deepEqual(await listed(stage, { endpointId: 'lamp-2' }), pick(1, 2));
      assert.deepEqual(await listed(stage, { class: 'edge' }), pick(0, 2));
      assert.deepEqual(await listed(stage, { status: 'delivered' }), pick(0));
      assert.deepEqual(await listed(stage, { status: 'pending' }), pick(1, 2, 3));
      assert.deepEqual(await listed(stage, { status: 'parked' }), []);
      assert.deepEqual(await listed(stage, { class: 'edge', endpointId: 'lamp-2', status: 'pending' }), pick(2));
      assert.deepEqual(await listed(stage, { class: 'edge', after: events[0]?.id ?? '' }), pick(2));
    },
  },
  {
    title: 'listEvents() answers parked instead of pending while the lane is parked',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      await accept(stage, newEvent(customer, 'edge'));
      const { epoch } = await claimDue(stage);
      const lane = { type: 'park', generation: 1, link: 'lost', reason: 'r', remedy: 'm' } as const;
      await store.settle({ customer, epoch, at, events: [], lane, claim: 0 });
      assert.equal((await listed(stage, { status: 'parked' })).length, 1);
      assert.equal((await listed(stage, { status: 'pending' })).length, 0);
    },
  },
  {
    title: 'listEvents() answers nothing for strangers, and readEvent() undefined',
    async run(stage) {
      await accept(stage, newEvent(stage.customer, 'edge'));
      assert.deepEqual(await listed(stage, { customer: `${stage.customer}-other` }), []);
      assert.equal(await stage.store.readEvent(newEvent(stage.customer, 'edge').id), undefined);
    },
  },
  {
    title: 'listEndpoints() answers in the order of ids, counts and pages',
    async run({ store, customer, at }) {
      for (const endpointId of ['c', 'a', 'b', 'B']) {
        const endpoint = { endpointId, description: `{"id":"${endpointId}"}` };
        await store.putEndpoint({ customer, endpoint, at, announce: newEvent(customer, 'catalogue') });
      }
      const ids = async (filter: { after?: string; limit: number }): Promise<readonly string[]> =>
        (await store.listEndpoints({ customer, ...filter })).map(({ endpointId }) => endpointId);
      assert.equal(await store.countEndpoints(customer), 4);
      assert.deepEqual(await ids({ limit: 3 }), ['B', 'a', 'b']);
      assert.deepEqual(await ids({ limit: 3, after: 'b' }), ['c']);
      assert.deepEqual(await ids({ limit: 3, after: 'c' }), []);
      assert.equal(await store.countEndpoints(`${customer}-other`), 0);
    },
  },
  {
    title: 'listCustomers() answers in the order of ids, by the state of the link, and pages',
    async run({ store, customer, at }) {
      const stages = ['a', 'b', 'c'].map(each => ({ store, customer: `${customer}-${each}`, at: at + 1 }));
      for (const [index, stage] of stages.entries()) {
        if (index === 1) await link(stage);
        else await accept(stage, newEvent(stage.customer, 'edge'));
      }
      const ids = async (over: { state?: 'none' | 'active' | 'lost'; after?: string; limit?: number }) => {
        const found = await store.listCustomers({ after: customer, limit: 3, ...over });
        return found.map(each => each.customer).filter(each => each.startsWith(`${customer}-`));
      };
      assert.deepEqual(await ids({}), [`${customer}-a`, `${customer}-b`, `${customer}-c`]);
      assert.deepEqual(await ids({ after: `${customer}-a`, limit: 1 }), [`${customer}-b`]);
      assert.deepEqual(await ids({ state: 'none', limit: 2 }), [`${customer}-a`, `${customer}-c`]);
      assert.deepEqual(await ids({ state: 'active', limit: 1 }), [`${customer}-b`]);
      assert.deepEqual(await ids({ state: 'lost' }), []);
    },
  },
];
