import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createRecordingLog, createVirtualClock } from '@gatehouse/testing';
import { openRegionalStore } from '../residence/open-regional-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { DeliveryBench } from './delivery-bench.ts';
import { createFailingStore } from './failing-store.ts';
import { ACCEPTED, FakeAmazon, refusal } from './fake-amazon.ts';

const WRONG_REGION = refusal(403, 'SKILL_DISABLED_EXCEPTION');
const EUROPE = { status: 200, body: { endpoints: ['api.eu.amazonalexa.com'] } };

/** Deliveries over a store for North America and one for Europe, which can be made to fail. */
async function startRegions(t: TestContext) {
  const clock = createVirtualClock();
  const log = createRecordingLog();
  const [na, eu] = [await openSqliteStore({ memory: true }), await openSqliteStore({ memory: true })];
  const state = { euFails: false };
  const regions = [
    { region: 'NA', open: async () => na },
    { region: 'EU', open: async () => createFailingStore(eu, () => state.euFails) },
  ] as const;
  const store = await openRegionalStore({ regions, fallback: 'NA', clock, log });
  const amazon = new FakeAmazon(clock);
  await amazon.listen();
  const bench = new DeliveryBench({ store, amazon, clock }, {});
  t.after(() => bench.close());
  return { bench, store, na, eu, state, log };
}

test('A 403 of the wrong region takes the customer to the store of the right one, and everything arrives once and in order', async t => {
  const { bench, na, eu } = await startRegions(t);
  await bench.acceptGrant('NA');
  await bench.advance(bench.config.discoverGraceMs);
  const ids: string[] = [];
  for (const value of ['DETECTED', 'NOT_DETECTED', 'DETECTED', 'NOT_DETECTED'] as const)
    ids.push(await bench.putContact(value));
  for (const endpointId of ['lamp-2', 'lamp-3']) ids.push(await bench.putPower('ON', { endpointId }));
  bench.amazon.onEvent = event => (event.region === 'EU' ? ACCEPTED : WRONG_REGION);
  bench.amazon.onRegion = () => EUROPE;
  bench.runner.start();
  await bench.settle();
  await bench.advance(1_000);
  assert.equal(await na.readCustomer('customer-1'), undefined);
  assert.equal((await eu.readCustomer('customer-1'))?.region, 'EU');
  for (const id of ids) {
    assert.equal((await bench.read(id)).status, 'delivered');
    assert.equal(await na.readEvent(id), undefined, 'nothing stays behind');
  }
  const arrived = bench.amazon.events.filter(event => event.region === 'EU');
  assert.equal(new Set(arrived.map(event => event.messageId)).size, arrived.length, 'nothing arrives twice');
  const messageIds = await Promise.all(ids.slice(0, 4).map(async id => (await bench.read(id)).messageId));
  const contacts = arrived.filter(event => event.endpointId === 'lamp-1').map(event => event.messageId);
  assert.deepEqual(contacts, messageIds, 'in order');
  await bench.putPower('OFF', { endpointId: 'lamp-2' });
  await bench.settle();
  assert.equal(bench.amazon.events.at(-1)?.region, 'EU');
  assert.equal((await eu.readLedger()).accepted, 7);
});

test('A store that fails stops the deliveries of its region alone, and is named', async t => {
  const { bench, state } = await startRegions(t);
  await bench.acceptGrant('NA', 'GATEHOUSE-CODE-1', 'american');
  await bench.acceptGrant('EU', 'GATEHOUSE-CODE-2', 'european');
  await bench.advance(bench.config.discoverGraceMs);
  bench.runner.start();
  await bench.settle();
  const late = await bench.putPower('ON', { customer: 'european', endpointId: 'lamp-9' });
  await bench.settle();
  assert.equal((await bench.read(late)).status, 'delivered');

  state.euFails = true;
  await bench.advance(60_000);
  const id = await bench.putPower('ON', { customer: 'american' });
  await bench.advance(1_000);
  assert.equal((await bench.read(id)).status, 'delivered');
  await assert.rejects(bench.store.readCustomer('european'), /The store of region EU failed: The disk is gone/);
  await assert.rejects(bench.store.readLedger(), /region EU/);
  assert.equal((await bench.store.readBacklog()).pending.level, 0);
  // Whoever is new may be one whom the failing store knows.
  await assert.rejects(bench.putPower('ON', { customer: 'stranger' }), /region EU/);

  state.euFails = false;
  const back = await bench.putPower('OFF', { customer: 'european', endpointId: 'lamp-9' });
  await bench.advance(60_000);
  assert.equal((await bench.read(back)).status, 'delivered');
});

test('describe() tells the store of each region, and listParts() what can fail on its own', async t => {
  const { store } = await startRegions(t);
  const { regions, ...whole } = store.describe();
  assert.deepEqual(regions, { NA: whole, EU: whole });
  assert.deepEqual(
    store.listParts?.().map(({ name }) => name),
    ['NA', 'EU'],
  );
});
