import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { textAt } from '@gatehouse/protocol';
import { createVirtualClock } from '@gatehouse/testing';
import { createRelayConfig } from '../config/create-relay-config.ts';
import { openStore } from '../store/open-store.ts';
import { POWER } from './linked-home.ts';
import { CUSTOMER, startHandler, startRelay } from './relay-bench.ts';

/** More answers than a relay asks for in this test. */
const HANGING = Array.from({ length: 50 }, () => ({ hang: true }));
/** What is under way is left alone after 9.5 s, and connections have one more to close; the store closes by itself. */
const LONGEST_MS = 10_500;
const TURN_ON = {
  directive: {
    header: {
      ...{ namespace: 'Alexa.PowerController', name: 'TurnOn', messageId: 'm-1', payloadVersion: '3' },
      correlationToken: 'token-1',
    },
    endpoint: { endpointId: 'lamp-1' },
    payload: {},
  },
};

test('stop() ends in time while event gateway, token endpoint and handler hang at once, and keeps what was accepted', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-stop-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const clock = createVirtualClock();
  const heard = Promise.withResolvers<void>();
  const handler = await startHandler(t, () => void heard.resolve());
  const section = { store: `sqlite:${folder}`, handlerUrl: handler.url };
  const bench = await startRelay(t, { clock, section });
  await bench.link();
  await bench.putLamp();
  await bench.advance(0);
  bench.amazon.plan({}, HANGING);
  const patched = await bench.patch([{ ...POWER, value: 'ON' }]);
  const { accepted } = patched.body as { accepted: { id: string }[] };
  const headers = { 'gatehouse-customer': CUSTOMER, 'gatehouse-region': 'NA' };
  const asked = [bench.link(), bench.call('POST', '/v1/directives', { body: TURN_ON, headers })];
  const answers = Promise.allSettled(asked);
  await Promise.all([
    heard.promise,
    bench.amazon.waitFor(2, { path: 'token' }),
    bench.amazon.waitFor(2, { path: 'events' }),
  ]);

  const stopped = bench.relay.stop();
  await clock.advance(LONGEST_MS);
  await stopped;
  assert.deepEqual(clock.pending(), []);
  assert.deepEqual(
    (await answers).map(one => one.status === 'fulfilled' && textAt(one.value.body, ['event', 'payload', 'type'])),
    ['ACCEPT_GRANT_FAILED', 'ENDPOINT_UNREACHABLE'],
    'whoever waits is told',
  );

  const store = await openStore(createRelayConfig({ section }).store);
  t.after(() => store.close());
  const event = await store.readEvent(accepted[0]?.id ?? '');
  assert.deepEqual([event?.status, event?.attempts.length], ['pending', 1]);
  const { accepted: all, pending, delivered } = await store.readLedger();
  assert.deepEqual({ all, pending, delivered }, { all: 2, pending: 1, delivered: 1 });
});
