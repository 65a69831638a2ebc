import assert from 'node:assert/strict';
import type { Idempotency, Intake } from '@gatehouse/relay/store';
import type { ContractCase } from './contract-case.ts';
import {
  accept,
  BRIGHTNESS,
  CONTACT,
  changeOf,
  claimDue,
  link,
  newEvent,
  patch,
  sampleOf,
  settle,
  settledOf,
  statusesOf,
} from './store-fixture.ts';

const REQUEST: Idempotency = { key: 'key-1', fingerprint: 'print-1', answer: '{"accepted":[]}' };

/** What `accept`, `readShadow` and `readIdempotency` promise. */
export const intakeCases: readonly ContractCase[] = [
  {
    title: 'accept() stores events and shadow values together',
    async run({ store, customer, at }) {
      const event = newEvent(customer, 'level', { expiresAt: at + 60_000 });
      const change = changeOf(BRIGHTNESS, { value: 40, timeOfSample: at - 5, uncertaintyInMilliseconds: 200 });
      const shadow = { endpointId: 'lamp-1', expectedVersion: 0, properties: [change] };
      assert.deepEqual(await store.accept({ customer, at, shadows: [shadow], events: [event] }), { type: 'committed' });
      const { draft, orderKey, ...record } = event;
      assert.deepEqual(await store.readEvent(event.id), {
        ...record,
        customer,
        status: 'pending',
        acceptedAt: at,
        attempts: [],
        decisions: [],
      });
      const { forgetReported, value, timeOfSample, uncertaintyInMilliseconds, ...property } = change;
      const current = { value, timeOfSample, uncertaintyInMilliseconds };
      assert.deepEqual(await store.readShadow(customer, 'lamp-1'), {
        version: 1,
        properties: [{ ...property, current }],
      });
    },
  },
  {
    title: 'accept() keeps any JSON value as it is',
    async run({ store, customer, at }) {
      const values = [null, false, 0, -1.5, '', 'ü\u2028\n"', [], [1, [2]], {}, { b: 1, a: { d: [null], c: 'x' } }];
      const properties = values.map((value, index) =>
        changeOf({ namespace: 'N', name: `p${index}` }, sampleOf(value, at)),
      );
      const instances = ['Light.Red', 'Light.Blue'].map(instance =>
        changeOf({ namespace: 'Alexa.RangeController', name: 'rangeValue', instance }, sampleOf(instance, at)),
      );
      const shadow = { endpointId: 'lamp-1', expectedVersion: 0, properties: [...properties, ...instances] };
      await store.accept({ customer, at, shadows: [shadow], events: [] });
      const read = await store.readShadow(customer, 'lamp-1');
      const found = (name: string, instance?: string): unknown =>
        read.properties.find(property => property.name === name && property.instance === instance)?.current.value;
      assert.equal(read.properties.length, values.length + 2);
      for (const [index, value] of values.entries()) assert.deepEqual(found(`p${index}`), value);
      for (const instance of ['Light.Red', 'Light.Blue']) assert.equal(found('rangeValue', instance), instance);
    },
  },
  {
    title: 'readShadow() answers version 0 and no properties when nothing is known',
    async run({ store, customer }) {
      assert.deepEqual(await store.readShadow(customer, 'lamp-1'), { version: 0, properties: [] });
    },
  },
  {
    title: 'accept() answers conflict and stores nothing when any shadow has moved',
    async run(stage) {
      const { store, customer, at } = stage;
      await patch(stage, 10);
      const event = newEvent(customer, 'edge');
      const intake: Intake = {
        customer,
        at,
        shadows: [
          { endpointId: 'lamp-2', expectedVersion: 0, properties: [changeOf(BRIGHTNESS, sampleOf(1, at))] },
          { endpointId: 'lamp-1', expectedVersion: 0, properties: [changeOf(BRIGHTNESS, sampleOf(20, at))] },
        ],
        events: [event],
        idempotency: REQUEST,
      };
      const before = await store.readLedger();
      assert.deepEqual(await store.accept(intake), { type: 'conflict' });
      assert.equal(await store.readEvent(event.id), undefined);
      assert.equal((await store.readShadow(customer, 'lamp-2')).version, 0);
      assert.equal((await store.readShadow(customer, 'lamp-1')).properties[0]?.current.value, 10);
      assert.equal(await store.readIdempotency(customer, REQUEST.key), undefined);
      assert.deepEqual(await store.readLedger(), before);
    },
  },
  {
    title: 'accept() commits one of two intakes decided on the same version',
    async run({ store, customer, at }) {
      const intakes = [1, 2].map(value => ({
        customer,
        at,
        shadows: [
          { endpointId: 'lamp-1', expectedVersion: 0, properties: [changeOf(BRIGHTNESS, sampleOf(value, at))] },
        ],
        events: [newEvent(customer, 'level')],
      }));
      const results = await Promise.all(intakes.map(intake => store.accept(intake)));
      assert.deepEqual(results, [{ type: 'committed' }, { type: 'conflict' }]);
    },
  },
  {
    title: 'accept() leaves the version alone when Alexa accepts, and moves it with each change',
    async run(stage) {
      const { store, customer, at } = stage;
      await link(stage);
      await patch(stage, 10);
      const lane = await claimDue(stage);
      const [event] = lane.events;
      assert.ok(event);
      const reported = [{ key: BRIGHTNESS, sample: sampleOf(10, at) }];
      await settle(stage, lane, { events: [settledOf(event, { reported })] });
      assert.equal((await store.readShadow(customer, 'lamp-1')).version, 1);
      await patch(stage, 20);
      assert.equal((await store.readShadow(customer, 'lamp-1')).version, 2);
    },
  },
  {
    title: 'accept() stores nothing when one event of the intake cannot be stored',
    async run({ store, customer, at }) {
      const [first, second] = [newEvent(customer, 'edge'), newEvent(customer, 'edge')];
      const shadow = { endpointId: 'lamp-1', expectedVersion: 0, properties: [changeOf(CONTACT, sampleOf('X', at))] };
      const intake = { customer, at, shadows: [shadow], events: [first, { ...second, id: first.id }] };
      await assert.rejects(store.accept(intake), { code: 'store-failed' });
      assert.deepEqual(await statusesOf(store, first, second), [undefined, undefined]);
      assert.equal((await store.readShadow(customer, 'lamp-1')).version, 0);
      assert.deepEqual(await store.accept({ ...intake, events: [first, second] }), { type: 'committed' });
    },
  },
  {
    title: 'accept() repeats the answer of an idempotency key and stores nothing again',
    async run({ store, customer, at }) {
      const [first, second] = [newEvent(customer, 'edge'), newEvent(customer, 'edge')];
      const intake = { customer, at, shadows: [], events: [first], idempotency: REQUEST };
      assert.deepEqual(await store.accept(intake), { type: 'committed' });
      const again = { ...intake, events: [second], idempotency: { ...REQUEST, answer: 'another' } };
      assert.deepEqual(await store.accept(again), { type: 'repeated', answer: REQUEST.answer });
      assert.deepEqual(await statusesOf(store, first, second), ['pending', undefined]);
      assert.deepEqual(await store.readIdempotency(customer, REQUEST.key), REQUEST);
    },
  },
  {
    title: 'accept() answers mismatched when an idempotency key comes with another request',
    async run({ store, customer, at }) {
      const intake = { customer, at, shadows: [], events: [newEvent(customer, 'edge')], idempotency: REQUEST };
      await store.accept(intake);
      const other = {
        ...intake,
        events: [newEvent(customer, 'edge')],
        idempotency: { ...REQUEST, fingerprint: 'other' },
      };
      assert.deepEqual(await store.accept(other), { type: 'mismatched' });
      assert.equal((await store.listEvents({ customer, limit: 10 })).length, 1);
    },
  },
  {
    title: 'accept() repeats before it looks at versions, and keeps the keys of customers apart',
    async run({ store, customer, at }) {
      const properties = [changeOf(BRIGHTNESS, sampleOf(1, at))];
      const shadows = [{ endpointId: 'lamp-1', expectedVersion: 0, properties }];
      const intake = { customer, at, shadows, events: [], idempotency: REQUEST };
      await store.accept(intake);
      assert.deepEqual(await store.accept(intake), { type: 'repeated', answer: REQUEST.answer });
      assert.deepEqual(await store.accept({ ...intake, customer: `${customer}-other` }), { type: 'committed' });
    },
  },
  {
    title: 'accept() keeps a customer held for want of a grant',
    async run(stage) {
      const { store, customer, at } = stage;
      await accept(stage, newEvent(customer, 'edge'));
      assert.deepEqual(await store.readLane(customer), { state: 'held', reason: 'no-grant', queued: 1, oldestAt: at });
    },
  },
];
