import assert from 'node:assert/strict';
import type { NewEvent, SettledEvent, Store, TroubleFilter } from '@gatehouse/relay/store';
import type { ContractCase, ContractStage } from './contract-case.ts';
import { accept, claimDue, idsOf, link, newEvent, settle, settledOf } from './store-fixture.ts';

/** What a page lists of the customers of a case, in its order; every page of `limit` after the other. */
async function troubledOf(
  { store, customer }: ContractStage,
  status: TroubleFilter['status'],
  limit = 100,
): Promise<readonly string[]> {
  const found: string[] = [];
  let page = await store.listTroubled({ status, limit });
  for (let after = page.at(-1)?.id; after !== undefined; after = page.at(-1)?.id) {
    assert.ok(page.length <= limit);
    assert.ok(page.every(event => event.status === status));
    found.push(...idsOf(page.filter(event => event.customer.startsWith(`${customer}-`))));
    page = await store.listTroubled({ status, after, limit });
  }
  return found;
}

/** All of them, each customer's oldest first; what is of different customers may come in any order. */
function assertListed(found: readonly string[], events: readonly NewEvent[]): void {
  assert.deepEqual([...found].sort(), [...idsOf(events)].sort());
  for (const which of [0, 1, 2]) {
    const own = idsOf(events.filter((_, index) => index % 3 === which));
    assert.deepEqual(
      found.filter(id => own.includes(id)),
      own,
    );
  }
}

/** Three customers with two events each, accepted in turns. */
async function prepare(
  stage: ContractStage,
): Promise<{ stages: readonly ContractStage[]; events: readonly NewEvent[] }> {
  const stages = ['a', 'b', 'c'].map(each => ({ ...stage, customer: `${stage.customer}-${each}` }));
  const events: NewEvent[] = [];
  for (const each of stages) await link(each);
  for (const round of [1, 2]) {
    for (const each of stages) {
      const event = newEvent(each.customer, 'edge', { endpointId: `door-${round}` });
      await accept(each, event);
      events.push(event);
    }
  }
  return { stages, events };
}

async function end(store: Store, at: number, result: SettledEvent['result']): Promise<void> {
  const lanes = await store.claimLanes({ owner: 'one', now: at, leaseUntil: at + 1, lanes: 16, events: 16 });
  for (const { customer, epoch, events } of lanes) {
    const settled = events.map(event => settledOf(event, { result }));
    await store.settle({ customer, epoch, at, events: settled, lane: { type: 'go-on' }, claim: 0 });
    await store.releaseLane({ customer, epoch, at });
  }
}

async function park(stage: ContractStage): Promise<void> {
  const { store, customer, at } = stage;
  const lanes = await store.claimLanes({ owner: 'one', now: at, leaseUntil: at + 9, lanes: 16, events: 1 });
  for (const lane of lanes) {
    const change = { type: 'park', generation: 1, link: 'lost', reason: 'r', remedy: 'm' } as const;
    const parked = lane.customer === customer;
    const key = { customer: lane.customer, epoch: lane.epoch, at };
    await store.settle({ ...key, events: [], lane: parked ? change : { type: 'go-on' }, claim: 0 });
    await store.releaseLane(key);
  }
}

/** What is promised about lists of what was given up, of traces and of decisions that come with an event. */
export const troubleCases: readonly ContractCase[] = [
  ...(['dead', 'expired'] as const).map(
    (result): ContractCase => ({
      title: `listTroubled() lists what is ${result} of all customers, each customer's oldest first, page by page`,
      async run(stage) {
        const { stages, events } = await prepare(stage);
        assert.deepEqual(await troubledOf(stage, result), []);
        await end(stage.store, stage.at, result);
        for (const limit of [1, 4, 100]) assertListed(await troubledOf(stage, result, limit), events);
        for (const other of ['dropped', 'parked'] as const) assert.deepEqual(await troubledOf(stage, other), []);
        assert.equal((await stage.store.readLane(stages[0]?.customer ?? '')).state, 'idle');
      },
    }),
  ),
  {
    title: 'listTroubled() lists what a person dropped',
    async run(stage) {
      const { stages, events } = await prepare(stage);
      for (const { store, customer, at } of stages) await store.dropLane({ customer, at, why: 'Given up' });
      assertListed(await troubledOf(stage, 'dropped', 2), events);
    },
  },
  {
    title:
      'listTroubled() lists what waits in parked lanes, each lane from its oldest on, and not once they move again',
    async run(stage) {
      const { stages, events } = await prepare(stage);
      for (const each of stages.slice(0, 2)) await park(each);
      for (const limit of [1, 3, 100]) {
        const found = await troubledOf(stage, 'parked', limit);
        const expected = [0, 1].map(which => idsOf(events.filter((_, index) => index % 3 === which)));
        assert.deepEqual([...found].sort(), expected.flat().sort());
        for (const ids of expected)
          assert.deepEqual(
            found.filter(id => ids.includes(id)),
            ids,
          );
      }
      for (const { store, customer, at } of stages) await store.resumeLane({ customer, at });
      assert.deepEqual(await troubledOf(stage, 'parked'), []);
      for (const { store, customer, at } of stages) await store.dropLane({ customer, at, why: 'Over' });
    },
  },
  {
    title: 'accept() keeps the trace of an event, and its claim and readEvent() give it back',
    async run(stage) {
      const { store, customer } = stage;
      const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
      await link(stage);
      const [traced, plain] = [newEvent(customer, 'edge', { trace }), newEvent(customer, 'reply')];
      await accept(stage, traced, plain);
      const lane = await claimDue(stage);
      const traces = new Map(lane.events.map(event => [event.id, 'trace' in event ? event.trace : 'none']));
      assert.deepEqual([traces.get(traced.id), traces.get(plain.id)], [trace, 'none']);
      assert.equal((await store.readEvent(traced.id))?.trace, trace);
      assert.equal('trace' in ((await store.readEvent(plain.id)) ?? {}), false);
      await settle(stage, lane, { events: lane.events.map(event => settledOf(event)) });
    },
  },
  {
    title: 'replayEvent() gives the new event a trace of its own and none of the old one',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const event = newEvent(customer, 'edge', { trace: 'first' });
      await accept(stage, event);
      await end(store, at, 'dead');
      for (const trace of [undefined, 'second']) {
        const { id, messageId } = newEvent(customer, 'edge');
        const again = { id, messageId, ...(trace === undefined ? {} : { trace }) };
        assert.deepEqual(await store.replayEvent({ id: event.id, at, event: again }), { id });
        assert.equal((await store.readEvent(id))?.trace, trace);
      }
      await store.dropLane({ customer, at, why: 'Over' });
    },
  },
  {
    title: 'accept() stores the decision that an event comes with as the first of its decisions',
    async run(stage) {
      const { store, customer, at } = stage;
      const decision = { at, what: 'converge', why: 'Alexa has another picture' };
      const event = newEvent(customer, 'level', { decision });
      await accept(stage, event);
      assert.deepEqual((await store.readEvent(event.id))?.decisions, [decision]);
      await store.dropLane({ customer, at, why: 'Given up' });
      const decisions = (await store.readEvent(event.id))?.decisions ?? [];
      assert.deepEqual([decisions[0], decisions[1]?.what], [decision, 'dropped']);
    },
  },
];
