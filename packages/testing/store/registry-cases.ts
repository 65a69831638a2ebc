import assert from 'node:assert/strict';
import type { NewEvent } from '@gatehouse/relay/store';
import type { ContractCase, ContractStage } from './contract-case.ts';
import { accept, claimDue, link, newEvent, patch, settle, settledOf, statusesOf } from './store-fixture.ts';

function announceOf(customer: string, type: 'put' | 'delete', endpointId = 'lamp-1'): NewEvent {
  const kind = type === 'put' ? 'AddOrUpdateReport' : 'DeleteReport';
  return newEvent(customer, 'catalogue', { kind, endpointId, draft: { type } });
}

async function put({ store, customer, at }: ContractStage, description: string, endpointId = 'lamp-1') {
  const announce = announceOf(customer, 'put', endpointId);
  const answer = await store.putEndpoint({ customer, endpoint: { endpointId, description }, at, announce });
  const [status] = await statusesOf(store, announce);
  return { ...answer, status };
}

async function remove({ store, customer, at }: ContractStage, endpointId = 'lamp-1') {
  const announce = announceOf(customer, 'delete', endpointId);
  const answer = await store.deleteEndpoint({ customer, endpointId, at, announce });
  const [status] = await statusesOf(store, announce);
  return { ...answer, status };
}

/** What is promised about the registry and what it announces. */
export const registryCases: readonly ContractCase[] = [
  {
    title: 'putEndpoint() registers without announcing while there is no link',
    async run(stage) {
      const { store, customer } = stage;
      assert.deepEqual(await put(stage, '{"a":1}'), { result: 'created', announced: false, status: undefined });
      const stored = { endpointId: 'lamp-1', description: '{"a":1}' };
      assert.deepEqual(await store.readEndpoint(customer, 'lamp-1'), stored);
      assert.equal(await store.readEndpoint(customer, 'lamp-2'), undefined);
      assert.equal((await store.readCustomer(customer))?.link.state, 'none');
    },
  },
  {
    title: 'putEndpoint() announces what is new and what changed, and nothing that is the same text',
    async run(stage) {
      await link(stage);
      assert.deepEqual(await put(stage, '{"a":1}'), { result: 'created', announced: true, status: 'pending' });
      assert.deepEqual(await put(stage, '{"a":1}'), { result: 'unchanged', announced: false, status: undefined });
      assert.deepEqual(await put(stage, '{"a":2}'), { result: 'changed', announced: true, status: 'pending' });
      assert.equal((await stage.store.readLane(stage.customer)).state, 'due');
    },
  },
  {
    title: 'putEndpoint() announces nothing when all that changed is what Alexa is not told of',
    async run(stage) {
      await link(stage);
      await put(stage, '{"a":1}');
      const changed = { result: 'changed', announced: false, status: undefined };
      assert.deepEqual(await put(stage, '{"a":1,"gatehouse":{"classes":[]}}'), changed);
      assert.deepEqual(await put(stage, '{"a":1}'), changed);
      assert.equal((await put(stage, '{"a":2,"gatehouse":{"classes":[]}}')).announced, true);
    },
  },
  {
    title: 'putEndpoint() does not announce while the link is lost',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      await accept(stage, newEvent(customer, 'edge'));
      const { epoch } = await claimDue(stage);
      const lane = { type: 'park', generation: 1, link: 'disabled', reason: 'r', remedy: 'm' } as const;
      await store.settle({ customer, epoch, at, events: [], lane, claim: 0 });
      assert.deepEqual(await put(stage, '{}'), { result: 'created', announced: false, status: undefined });
      assert.deepEqual(await remove(stage), { deleted: true, announced: false, status: undefined });
    },
  },
  {
    title: 'deleteEndpoint() forgets endpoint and shadow and announces it',
    async run(stage) {
      const { store, customer } = stage;
      await link(stage);
      await put(stage, '{}');
      await patch(stage, 10);
      assert.deepEqual(await remove(stage), { deleted: true, announced: true, status: 'pending' });
      assert.equal(await store.readEndpoint(customer, 'lamp-1'), undefined);
      assert.deepEqual(await store.readShadow(customer, 'lamp-1'), { version: 0, properties: [] });
      assert.deepEqual(await remove(stage), { deleted: false, announced: false, status: undefined });
    },
  },
  {
    title: 'deleteEndpoint() forgets the shadow of an endpoint that never was registered, and leaves its events',
    async run(stage) {
      const { store, customer } = stage;
      await link(stage);
      const level = await patch(stage, 10);
      assert.equal((await store.readShadow(customer, 'lamp-1')).properties.length, 1);
      assert.deepEqual(await remove(stage), { deleted: true, announced: false, status: undefined });
      assert.deepEqual(await store.readShadow(customer, 'lamp-1'), { version: 0, properties: [] });
      assert.deepEqual(await statusesOf(store, level), ['pending']);
      const lane = await claimDue(stage);
      await settle(stage, lane, { events: [settledOf(level)] });
      assert.deepEqual(await store.readShadow(customer, 'lamp-1'), { version: 0, properties: [] });
      assert.deepEqual(await remove(stage), { deleted: false, announced: false, status: undefined });
    },
  },
  {
    title: 'deleteEndpoint() coalesces unsent level and catalogue events into the announcement, and no other',
    async run(stage) {
      const { store, customer } = stage;
      await link(stage);
      await put(stage, '{}');
      const edge = newEvent(customer, 'edge');
      const level = newEvent(customer, 'level');
      const other = newEvent(customer, 'level', { endpointId: 'lamp-2' });
      await accept(stage, edge, level, other);
      await remove(stage);
      assert.deepEqual(await statusesOf(store, edge, level, other), ['pending', 'coalesced', 'pending']);
      const lane = await claimDue(stage);
      assert.deepEqual(new Set(lane.events.map(({ id }) => id)), new Set([edge.id, other.id]));
      const [last] = await settle(stage, lane, { events: [settledOf(edge)], claim: 4 });
      assert.deepEqual(last?.draft, { type: 'delete' });
    },
  },
  {
    title: 'deleteEndpoint() drops unsent level events when nothing is announced, and counts them',
    async run(stage) {
      const { store, customer } = stage;
      await put(stage, '{}');
      const level = newEvent(customer, 'level');
      await accept(stage, level);
      const before = await store.readLedger();
      await remove(stage);
      assert.deepEqual(await statusesOf(store, level), ['dropped']);
      const after = await store.readLedger();
      assert.deepEqual([after.dropped, after.pending], [before.dropped + 1, before.pending - 1]);
    },
  },
  {
    title: 'deleteEndpoint() leaves what is in flight to its answer',
    async run(stage) {
      const { store } = stage;
      await link(stage);
      const level = await patch(stage, 1);
      const lane = await claimDue(stage);
      await put(stage, '{}');
      await remove(stage);
      assert.deepEqual(await statusesOf(store, level), ['pending']);
      await settle(stage, lane, { events: [settledOf(level)] });
      assert.deepEqual(await statusesOf(store, level), ['delivered']);
    },
  },
  {
    title: 'claimLanes() hands out a put without description when its endpoint is gone',
    async run(stage) {
      const { customer } = stage;
      await link(stage);
      await put(stage, '{}');
      const lane = await claimDue(stage);
      await remove(stage);
      const events = lane.events.map(event => settledOf(event, { result: 'pending' }));
      const [again] = await settle(stage, lane, { events, claim: 1 });
      assert.deepEqual(again?.draft, { type: 'put' });
      assert.equal(again.description, undefined);
      assert.equal(await stage.store.countEndpoints(customer), 0);
    },
  },
];
