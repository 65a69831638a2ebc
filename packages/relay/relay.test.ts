import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSystemClock, createSystemRandom, silentLog } from '@gatehouse/client/platform';
import { changeReport, GatehouseError, memberOf, textAt } from '@gatehouse/protocol';
import { createRecordingLog, createVirtualClock } from '@gatehouse/testing';
import { createRelayConfig } from './config/create-relay-config.ts';
import { createRelay } from './relay.ts';
import { openStore } from './store/open-store.ts';
import { overrideMethods } from './store/override-methods.ts';
import { CUSTOMER, type RelayBench, startRelay } from './test/relay-bench.ts';

const POWER = { namespace: 'Alexa.PowerController', name: 'powerState' };
const BRIGHTNESS = { namespace: 'Alexa.BrightnessController', name: 'brightness' };

/** The event once it is settled. */
async function settled(bench: RelayBench, id: string): Promise<{ status: string; decisions: { what: string }[] }> {
  for (;;) {
    const { body } = await bench.call('GET', `/v1/events/${id}`);
    const view = body as { status: string; decisions: { what: string }[] };
    if (view.status !== 'pending') return view;
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}

async function idOf(answer: ReturnType<RelayBench['call']>): Promise<string> {
  const { accepted } = (await answer).body as { accepted: { id: string }[] };
  return accepted[0]?.id ?? assert.fail('Nothing was accepted');
}

test('a state change reaches Alexa as a ChangeReport with what changed and what did not', async t => {
  const bench = await startRelay(t);
  await bench.putLamp();
  await bench.link();
  const first = await idOf(bench.patch([{ ...POWER, value: 'ON' }]));
  assert.equal((await settled(bench, first)).status, 'delivered');
  const second = await idOf(bench.patch([{ ...BRIGHTNESS, value: 40 }]));
  const view = await settled(bench, second);
  assert.equal(view.status, 'delivered');
  assert.equal(view.decisions[0]?.what, 'accepted');
  const [, report] = bench.amazon.heard({ kind: 'ChangeReport' });
  const { event, context } = JSON.parse(report?.body ?? '') as {
    event: { payload: { change: { properties: { name: string; value: unknown }[] } } };
    context: { properties: { name: string; value: unknown }[] };
  };
  assert.deepEqual(
    event.payload.change.properties.map(({ name, value }) => [name, value]),
    [['brightness', 40]],
  );
  assert.deepEqual(
    context.properties.map(({ name, value }) => [name, value]),
    [['powerState', 'ON']],
  );
  const ledger = (await bench.call('GET', '/v1/ledger')).body;
  assert.deepEqual([memberOf(ledger, 'delivered'), memberOf(ledger, 'balanced')], [2, true]);
});

test('events wait for the link and leave after it', async t => {
  const bench = await startRelay(t);
  await bench.putLamp();
  const id = await idOf(bench.patch([{ ...POWER, value: 'ON' }]));
  assert.equal(bench.amazon.requests.length, 0);
  await bench.link();
  assert.equal((await settled(bench, id)).status, 'delivered');
});

test('a raw report is sent even if Alexa has its values, under its own messageId', async t => {
  const bench = await startRelay(t);
  await bench.link();
  const sample = { ...POWER, value: 'ON', timeOfSample: '2026-01-01T00:00:00Z', uncertaintyInMilliseconds: 0 };
  for (const messageId of ['raw-1', 'raw-2']) {
    const report = changeReport({ endpointId: 'lamp-9', messageId, cause: 'RULE_TRIGGER', changed: [sample] });
    const id = await idOf(bench.call('POST', `/v1/customers/${CUSTOMER}/events`, { body: report }));
    assert.equal((await settled(bench, id)).status, 'delivered');
  }
  const [first, second] = bench.amazon.heard({ kind: 'ChangeReport' });
  assert.deepEqual([first?.messageId, second?.messageId], ['raw-1', 'raw-2']);
  assert.equal(textAt(second?.json, ['event', 'payload', 'change', 'cause', 'type']), 'RULE_TRIGGER');
});

test('start() says address-in-use when the port is taken', async t => {
  const bench = await startRelay(t);
  const config = createRelayConfig({ section: { port: Number(new URL(bench.url).port), store: 'memory:' } });
  const store = await openStore(config.store);
  const parts = { clock: createSystemClock(), random: createSystemRandom(), log: silentLog };
  const relay = createRelay({ config, store, ...parts });
  await assert.rejects(
    relay.start(),
    (error: unknown) => error instanceof GatehouseError && error.code === 'address-in-use',
  );
  await relay.stop();
});

test('start() says config-invalid when nothing can listen on the host', async t => {
  const config = createRelayConfig({ section: { port: 0, store: 'memory:', host: '127.0.0.1' } });
  const store = await openStore(config.store);
  const parts = { clock: createSystemClock(), random: createSystemRandom(), log: silentLog };
  const relay = createRelay({ config: { ...config, host: '192.0.2.1' }, store, ...parts });
  t.after(() => relay.stop());
  await assert.rejects(
    relay.start(),
    (error: unknown) => error instanceof GatehouseError && error.code === 'config-invalid',
  );
});

test('stop() closes the store, refuses connections, and may be called twice', async t => {
  const bench = await startRelay(t);
  await bench.call('GET', '/healthz');
  await Promise.all([bench.relay.stop(), bench.relay.stop()]);
  await assert.rejects(
    bench.store.readLedger(),
    (error: unknown) => error instanceof GatehouseError && error.code === 'store-closed',
  );
  await assert.rejects(bench.call('GET', '/healthz'));
});

test('stop() ends within 16 s and says store-failed when the disk of the store hangs for ever', async t => {
  const clock = createVirtualClock();
  const log = createRecordingLog();
  const config = createRelayConfig({ section: { port: 0, store: 'memory:' } });
  const store = await openStore(config.store);
  t.after(() => store.close());
  let hangs = false;
  const hang = <Answer>(ask: () => Promise<Answer>): Promise<Answer> => (hangs ? new Promise(() => {}) : ask());
  const hanging = overrideMethods(store, {
    nextDueAt: only => hang(() => store.nextDueAt(only)),
    claimLanes: claim => hang(() => store.claimLanes(claim)),
    sweepExpired: sweep => hang(() => store.sweepExpired(sweep)),
    listDivergent: filter => hang(() => store.listDivergent(filter)),
    forgetReported: forget => hang(() => store.forgetReported(forget)),
    close: () => hang(() => store.close()),
  });
  const relay = createRelay({ config, store: hanging, clock, random: createSystemRandom(), log });
  await relay.startInside();
  hangs = true;
  await clock.advance(60_000);
  const began = clock.now();
  let failure: unknown;
  const stopped = relay.stop().catch((error: unknown) => {
    failure = error;
  });
  while (failure === undefined && clock.now() < began + 60_000) await clock.advance(500);
  await stopped;
  assert.ok(failure instanceof GatehouseError && failure.code === 'store-failed');
  assert.match(failure.message, /did not close within 5000 ms/);
  assert.ok(clock.now() <= began + 16_000, `${clock.now() - began} ms`);
  assert.match(log.text(), /The store does not close/);
  assert.deepEqual(clock.pending(), []);
});
