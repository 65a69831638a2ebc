import assert from 'node:assert/strict';
import type { NewEvent, PropertyKey, Sample, ShadowProperty } from '@gatehouse/relay/store';
import type { ContractCase, ContractStage } from './contract-case.ts';
import {
  BRIGHTNESS,
  CONTACT,
  changeOf,
  changeShadow,
  claimOne,
  flip,
  link,
  newEvent,
  patch,
  sampleOf,
  settle,
  settledOf,
} from './store-fixture.ts';

async function brightnessOf({ store, customer }: ContractStage): Promise<ShadowProperty | undefined> {
  const { properties } = await store.readShadow(customer, 'lamp-1');
  return properties.find(({ name }) => name === BRIGHTNESS.name);
}

async function contactOf({ store, customer }: ContractStage): Promise<ShadowProperty | undefined> {
  const { properties } = await store.readShadow(customer, 'lamp-1');
  return properties.find(({ name }) => name === CONTACT.name);
}

const CONNECTIVITY: PropertyKey = { namespace: 'Alexa.EndpointHealth', name: 'connectivity' };

/** Whether the lamp can be reached from now on; nothing reports it. */
function reach(stage: ContractStage, value: string): Promise<void> {
  return changeShadow(stage, { properties: [changeOf(CONNECTIVITY, sampleOf({ value }, stage.at))] });
}

/** What Alexa is known to have of the brightness, which differs, and of connectivity, when an edge event is claimed. */
async function claimedBesideEdge(stage: ContractStage, later: number): Promise<readonly unknown[]> {
  await flip(stage, 'NOT_DETECTED', { later });
  await patch(stage, 20);
  const { lane, event } = await claimOne(stage);
  assert.equal(event.class, 'edge');
  await settle(stage, lane, { events: [settledOf(event)] });
  await stage.store.dropLane({ customer: stage.customer, at: stage.at, why: 'Only the edge was of interest' });
  await stage.store.releaseLane({ customer: stage.customer, epoch: lane.epoch, at: stage.at });
  return [BRIGHTNESS, CONNECTIVITY].map(key => event.shadow?.find(({ name }) => name === key.name)?.reported?.value);
}

/** Delivers the brightness as it is and gives the lane back. */
async function deliver(stage: ContractStage, value: number): Promise<void> {
  const { store, customer, at } = stage;
  await patch(stage, value);
  const { lane, event } = await claimOne(stage);
  const reported = [{ key: BRIGHTNESS, sample: sampleOf(value, at) }];
  await settle(stage, lane, { events: [settledOf(event, { reported })] });
  await store.releaseLane({ customer, epoch: lane.epoch, at });
}

/** What is promised about Alexa's picture of a property: forgotten with the claim, known with the acceptance. */
export const reportedCases: readonly ContractCase[] = [
  {
    title: 'settle() notes what Alexa has accepted',
    async run(stage) {
      await link(stage);
      await patch(stage, 10);
      const { lane, event } = await claimOne(stage);
      assert.equal(event.shadow?.[0]?.reported, undefined);
      const sample: Sample = { value: 10, timeOfSample: stage.at - 3, uncertaintyInMilliseconds: 7 };
      await settle(stage, lane, { events: [settledOf(event, { reported: [{ key: BRIGHTNESS, sample }] })] });
      assert.deepEqual((await brightnessOf(stage))?.reported, sample);
    },
  },
  {
    title: 'settle() keeps the newer sample when a report of an older one is accepted after it',
    async run(stage) {
      await link(stage);
      await deliver(stage, 10);
      const { store, customer, at } = stage;
      await store.accept({ customer, at, shadows: [], events: [newEvent(customer, 'edge')] });
      const { lane, event } = await claimOne(stage);
      const reported = [{ key: BRIGHTNESS, sample: sampleOf(5, at - 1) }];
      await settle(stage, lane, { events: [settledOf(event, { reported })] });
      assert.equal((await brightnessOf(stage))?.reported?.value, 10);
    },
  },
  {
    title: 'claimLanes() forgets what Alexa has of the properties that a level event will state',
    async run(stage) {
      await link(stage);
      await deliver(stage, 10);
      await patch(stage, 20);
      assert.equal((await brightnessOf(stage))?.reported?.value, 10);
      const { event } = await claimOne(stage);
      assert.equal(event.shadow?.[0]?.current.value, 20);
      assert.equal(event.shadow?.[0]?.reported, undefined);
      assert.equal((await brightnessOf(stage))?.reported, undefined);
    },
  },
  {
    title: 'claimLanes() keeps what Alexa has when the state has returned to it',
    async run(stage) {
      await link(stage);
      await deliver(stage, 10);
      await patch(stage, 20);
      await patch(stage, 10);
      const { event } = await claimOne(stage);
      assert.equal(event.shadow?.[0]?.reported?.value, 10);
    },
  },
  {
    title: 'claimLanes() states a value again whose report was sent without an answer',
    async run(stage) {
      await link(stage);
      await deliver(stage, 10);
      await patch(stage, 20);
      const { lane, event } = await claimOne(stage);
      await patch(stage, 10);
      await settle(stage, lane, { events: [settledOf(event, { result: 'pending' })] });
      const { store, customer, at } = stage;
      await store.releaseLane({ customer, epoch: lane.epoch, at });
      const again = await claimOne(stage);
      assert.equal(again.event.shadow?.[0]?.current.value, 10);
      assert.equal(again.event.shadow?.[0]?.reported, undefined);
    },
  },
  {
    title: 'accept() forgets what Alexa has when asked to',
    async run(stage) {
      const { customer, at } = stage;
      await link(stage);
      await deliver(stage, 10);
      const properties = [changeOf(BRIGHTNESS, sampleOf(10, at + 1), { forgetReported: true })];
      await changeShadow(stage, { properties, events: [newEvent(customer, 'level')] });
      const brightness = await brightnessOf(stage);
      assert.equal(brightness?.reported, undefined);
      assert.equal(brightness?.current.timeOfSample, at + 1);
    },
  },
  {
    title: 'claimLanes() hands an edge event its own values and the shadow beside them',
    async run(stage) {
      await link(stage);
      await deliver(stage, 10);
      const { event } = await flip(stage, 'DETECTED');
      await flip(stage, 'NOT_DETECTED', { later: 1 });
      const claimed = await claimOne(stage);
      assert.deepEqual(claimed.event.draft, event.draft);
      assert.deepEqual(
        claimed.event.shadow?.map(({ name, current, reported }) => [name, current.value, reported?.value]),
        [
          [BRIGHTNESS.name, 10, 10],
          [CONTACT.name, 'NOT_DETECTED', undefined],
        ],
      );
    },
  },
  {
    title:
      'claimLanes() forgets with an edge event a connectivity that differs from what Alexa has, and no other level',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      await deliver(stage, 10);
      const told = { key: CONNECTIVITY, sample: sampleOf({ value: 'OK' }, at) };
      await reach(stage, 'OK');
      await flip(stage, 'DETECTED');
      const { lane, event } = await claimOne(stage);
      await settle(stage, lane, { events: [settledOf(event, { reported: [told] })] });
      await store.releaseLane({ customer, epoch: lane.epoch, at });
      assert.deepEqual(await claimedBesideEdge(stage, 1), [10, { value: 'OK' }]);
      await reach(stage, 'UNREACHABLE');
      assert.deepEqual(await claimedBesideEdge(stage, 2), [10, undefined]);
    },
  },
  {
    title: 'settle() knows what Alexa has of an edge property only once no report of it is to come',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      await flip(stage, 'DETECTED');
      await flip(stage, 'NOT_DETECTED', { later: 1 });
      await flip(stage, 'DETECTED', { later: 2 });
      const { lane, event: first } = await claimOne(stage);
      let event = first;
      for (const [index, value] of ['DETECTED', 'NOT_DETECTED', 'DETECTED'].entries()) {
        const reported = [{ key: CONTACT, sample: sampleOf(value, at + index) }];
        await settle(stage, lane, { events: [settledOf(event, { reported })] });
        const known = index === 2 ? sampleOf('DETECTED', at + 2) : undefined;
        assert.deepEqual((await contactOf(stage))?.reported, known);
        const more = await store.claimMore({ customer, epoch: lane.epoch, now: at, events: 1 });
        event = (more.type === 'settled' && more.next[0]) || event;
      }
      await flip(stage, 'NOT_DETECTED', { later: 3 });
      assert.equal((await contactOf(stage))?.reported, undefined);
    },
  },
  {
    title: 'settle() says nothing about a shadow that began after its event',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      const announce = (): NewEvent => newEvent(customer, 'catalogue', { draft: { type: 'put' } });
      const endpoint = { endpointId: 'lamp-1', description: '{}' };
      await patch(stage, 10);
      const { lane, event } = await claimOne(stage);
      await store.putEndpoint({ customer, endpoint, at, announce: announce() });
      await store.deleteEndpoint({ customer, endpointId: 'lamp-1', at, announce: announce() });
      await patch(stage, 10);
      const reported = [{ key: BRIGHTNESS, sample: sampleOf(10, at) }];
      await settle(stage, lane, { events: [settledOf(event, { reported })] });
      assert.equal((await brightnessOf(stage))?.reported, undefined);
    },
  },
];
