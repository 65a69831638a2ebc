import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doorbellPress, GatehouseError } from '@gatehouse/protocol';
import { createSeededRandom, createVirtualClock } from '@gatehouse/testing';
import type { PropertyValue } from '../shadow/property-value.ts';
import { Intake, type IntakeOptions, type MessageBatch } from './intake.ts';
import type { IntakeResult, Intake as StoredIntake } from './outbox-store.ts';

/** A store whose next results are scripted; it commits when the script is over. */
function openIntake(...script: IntakeResult[]) {
  const accepted: StoredIntake[] = [];
  const woken: string[] = [];
  let reads = 0;
  const store: IntakeOptions['store'] = {
    accept: async intake => {
      accepted.push(intake);
      return script.shift() ?? { type: 'committed' };
    },
    readShadow: async () => ({ version: reads++, properties: [] }),
  };
  const clock = createVirtualClock();
  const rules = { ttlMs: {}, deadlineOf: () => undefined };
  const wake = (customer: string): void => void woken.push(customer);
  const intake = new Intake({ store, clock, random: createSeededRandom(1), rules, wake });
  return { intake, accepted, woken };
}

const values: PropertyValue[] = [
  {
    namespace: 'Alexa.PowerController',
    name: 'powerState',
    value: 'ON',
    timeOfSample: 1,
    uncertaintyInMilliseconds: 0,
  },
];
const change = { endpointId: 'lamp-1', cause: 'APP_INTERACTION', values };
const message = doorbellPress({ endpointId: 'door-1', messageId: 'm-1', timestamp: '2026-01-01T00:00:00Z' });

function batchOf(idempotency?: MessageBatch['idempotency']): MessageBatch {
  return {
    customer: 'c-1',
    messages: [{ index: 4, message }],
    ...(idempotency === undefined ? {} : { idempotency }),
    encodeAnswer: accepted => JSON.stringify(accepted),
  };
}

test('acceptState() commits, wakes the lanes, and answers with the committed id', async () => {
  const { intake, accepted, woken } = openIntake();
  const answer = await intake.acceptState('c-1', change);
  assert.equal(answer.accepted[0]?.id, accepted[0]?.events[0]?.id);
  assert.deepEqual(woken, ['c-1']);
});

test('acceptState() decides again on the newer shadow when the shadow has moved', async () => {
  const { intake, accepted } = openIntake({ type: 'conflict' }, { type: 'conflict' });
  await intake.acceptState('c-1', change);
  assert.deepEqual(
    accepted.map(one => one.shadows[0]?.expectedVersion),
    [0, 1, 2],
  );
});

test('acceptState() gives up as conflict when the shadow never holds still, and wakes nobody', async () => {
  const { intake, woken } = openIntake(...Array.from({ length: 20 }, () => ({ type: 'conflict' }) as const));
  await assert.rejects(
    intake.acceptState('c-1', change),
    (error: unknown) => error instanceof GatehouseError && error.code === 'conflict',
  );
  assert.deepEqual(woken, []);
});

test('acceptState() asks the store for nothing when nothing has changed', async () => {
  const { intake, accepted } = openIntake();
  await intake.acceptState('c-1', { ...change, values: [] });
  assert.deepEqual(accepted, []);
});

test('acceptMessages() commits with the idempotency key, its fingerprint and the answer', async () => {
  const { intake, accepted } = openIntake();
  const answer = await intake.acceptMessages(batchOf({ key: 'k', fingerprint: 'f' }));
  const [stored] = accepted;
  assert.deepEqual(stored?.idempotency, { key: 'k', fingerprint: 'f', answer });
  assert.deepEqual(JSON.parse(answer), [{ id: stored?.events[0]?.id, index: 4, class: 'edge' }]);
});

test('acceptMessages() answers what was answered before when the key is repeated', async () => {
  const { intake } = openIntake({ type: 'repeated', answer: 'as before' });
  assert.equal(await intake.acceptMessages(batchOf({ key: 'k', fingerprint: 'f' })), 'as before');
});

test('acceptMessages() refuses as idempotency-mismatch when the key came with another request', async () => {
  const { intake } = openIntake({ type: 'mismatched' });
  await assert.rejects(
    intake.acceptMessages(batchOf({ key: 'k', fingerprint: 'f' })),
    (error: unknown) => error instanceof GatehouseError && error.code === 'idempotency-mismatch',
  );
});

test('Intake decides on the requests for one endpoint in the order in which they came', async () => {
  const { intake, accepted } = openIntake({ type: 'conflict' });
  const off = { ...change, values: values.map(value => ({ ...value, value: 'OFF', timeOfSample: 2 })) };
  await Promise.all([intake.acceptState('c-1', change), intake.acceptState('c-1', off)]);
  assert.deepEqual(
    accepted.map(one => one.shadows[0]?.properties[0]?.value),
    ['ON', 'ON', 'OFF'],
  );
});
