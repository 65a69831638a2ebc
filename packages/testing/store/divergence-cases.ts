import assert from 'node:assert/strict';
import type { EndpointRef } from '@gatehouse/relay/store';
import type { ContractCase, ContractStage } from './contract-case.ts';
import {
  BRIGHTNESS,
  CONTACT,
  changeOf,
  changeShadow,
  claimDue,
  link,
  newEvent,
  patch,
  sampleOf,
  settle,
  settledOf,
} from './store-fixture.ts';

async function divergentOf({ store, customer }: ContractStage): Promise<readonly string[]> {
  const { items, next } = await store.listDivergent({ customer, limit: 100 });
  assert.equal(next, undefined);
  assert.ok(items.every(item => item.customer === customer));
  return items.map(({ endpointId }) => endpointId);
}

/** Claims what there is and settles it: accepted with the value given, or dead without one. */
async function send(stage: ContractStage, value?: number): Promise<void> {
  const lane = await claimDue(stage);
  const reported = value === undefined ? [] : [{ key: BRIGHTNESS, sample: sampleOf(value, stage.at) }];
  const result = value === undefined ? 'dead' : 'delivered';
  await settle(stage, lane, { events: lane.events.map(event => settledOf(event, { result, reported })) });
  await stage.store.releaseLane({ customer: stage.customer, epoch: lane.epoch, at: stage.at });
}

async function reportedOf({ store, customer }: ContractStage, endpointId = 'lamp-1'): Promise<unknown> {
  const { properties } = await store.readShadow(customer, endpointId);
  return properties[0]?.reported?.value;
}

/** Writes a value into a shadow without any event. */
function write(stage: ContractStage, endpointId: string, value: number): Promise<void> {
  return changeShadow(stage, { endpointId, properties: [changeOf(BRIGHTNESS, sampleOf(value, stage.at))] });
}

const listing: readonly ContractCase[] = [
  {
    title:
      'listDivergent() lists an endpoint whose report died, and not while a report is queued, in flight or accepted',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      await patch(stage, 10);
      assert.deepEqual(await divergentOf(stage), []);
      await send(stage);
      assert.deepEqual(await divergentOf(stage), ['lamp-1']);
      await patch(stage, 20);
      assert.deepEqual(await divergentOf(stage), []);
      const lane = await claimDue(stage);
      assert.deepEqual(await divergentOf(stage), []);
      const reported = [{ key: BRIGHTNESS, sample: sampleOf(20, at) }];
      await settle(stage, lane, { events: lane.events.map(event => settledOf(event, { reported })) });
      assert.deepEqual(await divergentOf(stage), []);
      await store.releaseLane({ customer, epoch: lane.epoch, at });
      await write(stage, 'lamp-1', 30);
      assert.deepEqual(await divergentOf(stage), ['lamp-1']);
      await write(stage, 'lamp-1', 20);
      assert.deepEqual(await divergentOf(stage), []);
    },
  },
  {
    title: 'listDivergent() lists nothing of a customer whose link is not active',
    async run(stage) {
      const { store, customer, at } = stage;
      await write(stage, 'lamp-1', 10);
      assert.deepEqual(await divergentOf(stage), []);
      await link(stage);
      assert.deepEqual(await divergentOf(stage), ['lamp-1']);
      await store.deleteGrant({ customer, at });
      assert.deepEqual(await divergentOf(stage), []);
    },
  },
  {
    title: 'listDivergent() says nothing of edge properties',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const properties = [changeOf(CONTACT, sampleOf('DETECTED', at), { class: 'edge' })];
      const shadow = { endpointId: 'lamp-1', expectedVersion: 0, properties };
      await store.accept({ customer, at, shadows: [shadow], events: [newEvent(customer, 'edge')] });
      assert.deepEqual(await divergentOf(stage), []);
    },
  },
  {
    title: 'listDivergent() pages through everybody without gap or repetition',
    async run(stage) {
      const customers = [1, 2, 3].map(index => ({ ...stage, customer: `${stage.customer}-${index}` }));
      for (const each of customers) {
        for (const endpointId of ['lamp-1', 'lamp-2', 'lamp-3']) await write(each, endpointId, 10);
      }
      for (const each of customers.slice(1)) await link(each);
      const found: EndpointRef[] = [];
      for (let after: EndpointRef | undefined, pages = 0; pages < 1000; pages++) {
        const page = await stage.store.listDivergent({ limit: 2, ...(after && { after }) });
        assert.ok(page.items.length <= 2);
        found.push(...page.items);
        after = page.next;
        if (after === undefined) break;
      }
      const ours = found
        .map(item => `${item.customer} ${item.endpointId}`)
        .filter(item => item.startsWith(`${stage.customer}-`));
      const expected = customers
        .slice(1)
        .flatMap(({ customer }) => [1, 2, 3].map(index => `${customer} lamp-${index}`));
      assert.deepEqual(ours.sort(), expected);
      const first = await stage.store.listDivergent({ customer: customers[1]?.customer ?? '', limit: 2 });
      assert.deepEqual(
        first.items.map(({ endpointId }) => endpointId),
        ['lamp-1', 'lamp-2'],
      );
      const rest = await stage.store.listDivergent({
        customer: customers[1]?.customer ?? '',
        limit: 2,
        ...(first.next && { after: first.next }),
      });
      assert.deepEqual(rest, { items: [{ customer: customers[1]?.customer, endpointId: 'lamp-3' }] });
    },
  },
];

const forgetting: readonly ContractCase[] = [
  {
    title: 'forgetReported() forgets what Alexa has of one endpoint or of all',
    async run(stage) {
      const { store, customer } = stage;
      await link(stage);
      for (const endpointId of ['lamp-1', 'lamp-2']) {
        await patch(stage, 10, { endpointId });
        await send(stage, 10);
      }
      assert.deepEqual(await divergentOf(stage), []);
      const { version } = await store.readShadow(customer, 'lamp-1');
      await store.forgetReported({ customer, endpointId: 'lamp-1' });
      assert.deepEqual([await reportedOf(stage), await reportedOf(stage, 'lamp-2')], [undefined, 10]);
      assert.deepEqual(await divergentOf(stage), ['lamp-1']);
      await store.forgetReported({ customer });
      assert.deepEqual(await divergentOf(stage), ['lamp-1', 'lamp-2']);
      assert.equal((await store.readShadow(customer, 'lamp-1')).version, version);
      await store.forgetReported({ customer: `${customer}-unknown` });
    },
  },
  {
    title: 'forgetDue() forgets once more when that was noted, each note once and the earliest first',
    async run(stage) {
      const { store, customer, at } = stage;
      const other = { ...stage, customer: `${customer}-other` };
      for (const each of [stage, other]) {
        await link(each);
        await patch(each, 10);
        await send(each, 10);
      }
      const ours = async (until: number, limit = 1000): Promise<readonly string[]> =>
        (await store.forgetDue({ until, limit })).filter(name => name.startsWith(customer));
      await store.forgetReported({ customer, againAt: at + 2_000 });
      await store.forgetReported({ customer: other.customer, againAt: at + 1_000 });
      for (const each of [stage, other]) {
        await patch(each, 20);
        await send(each, 20);
      }
      assert.deepEqual(await ours(at + 999), []);
      assert.equal(await reportedOf(other), 20);
      assert.deepEqual(await ours(at + 60_000, 1), [other.customer]);
      assert.deepEqual([await reportedOf(other), await reportedOf(stage)], [undefined, 20]);
      assert.deepEqual(await ours(at + 2_000), [customer]);
      assert.equal(await reportedOf(stage), undefined);
      assert.deepEqual(await divergentOf(stage), ['lamp-1']);
      assert.deepEqual(await ours(at + 60_000), []);
    },
  },
  {
    title: 'forgetReported() takes a later note in the place of an earlier one, and ends only the note that it names',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      await store.forgetReported({ customer, againAt: at + 1_000 });
      await store.forgetReported({ customer, againAt: at + 3_000 });
      await store.forgetReported({ customer, doneAt: at + 1_000 });
      assert.ok(!(await store.forgetDue({ until: at + 2_999, limit: 1000 })).includes(customer));
      assert.ok((await store.forgetDue({ until: at + 3_000, limit: 1000 })).includes(customer));
      await store.forgetReported({ customer, againAt: at + 4_000 });
      await store.forgetReported({ customer, doneAt: at + 4_000 });
      await store.forgetReported({ customer: `${customer}-unknown`, againAt: at });
      const names = await store.forgetDue({ until: at + 60_000, limit: 1000 });
      assert.deepEqual(
        names.filter(name => name.startsWith(customer)),
        [],
      );
    },
  },
  {
    title: 'putGrant() forgets what Alexa had, and a report in flight does not bring it back',
    async run(stage) {
      const { customer, at } = stage;
      await link(stage);
      await patch(stage, 10);
      await send(stage, 10);
      await patch(stage, 20);
      const lane = await claimDue(stage);
      await link(stage);
      assert.equal(await reportedOf(stage), undefined);
      const reported = [{ key: BRIGHTNESS, sample: sampleOf(20, at) }];
      await settle(stage, lane, { events: lane.events.map(event => settledOf(event, { reported })) });
      await stage.store.releaseLane({ customer, epoch: lane.epoch, at });
      assert.equal(await reportedOf(stage), undefined);
      assert.deepEqual(await divergentOf(stage), ['lamp-1']);
      await patch(stage, 30);
      await send(stage, 30);
      assert.equal(await reportedOf(stage), 30);
      assert.deepEqual(await divergentOf(stage), []);
    },
  },
  {
    title: 'putGrant() lets a report that is put back and sent again say what Alexa has',
    async run(stage) {
      await link(stage);
      await patch(stage, 10);
      const lane = await claimDue(stage);
      await link(stage);
      const back = lane.events.map(event => settledOf(event, { result: 'pending' }));
      await settle(stage, lane, { events: back });
      await stage.store.releaseLane({ customer: stage.customer, epoch: lane.epoch, at: stage.at });
      await send(stage, 10);
      assert.equal(await reportedOf(stage), 10);
    },
  },
];

/** What is promised about endpoints of which Alexa has another state than the device. */
export const divergenceCases: readonly ContractCase[] = [...listing, ...forgetting];
