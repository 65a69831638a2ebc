import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memberOf, textAt } from '@gatehouse/protocol';
import { createVirtualClock } from '@gatehouse/testing';
import { CUSTOMER, type RelayBench, startRelay } from './relay-bench.ts';

const POWER = { namespace: 'Alexa.PowerController', name: 'powerState' };
const header = { namespace: 'Alexa.Discovery', name: 'Discover', payloadVersion: '3', messageId: 'm-1' };
const discover = { directive: { header, payload: { scope: { type: 'BearerToken', token: 'gatehouse-secret-t' } } } };

/** The values of the lamp's power that were reported as changed, in order. */
function reported({ amazon }: RelayBench): readonly unknown[] {
  return amazon.heard({ path: 'events' }).flatMap(({ json }) => {
    const change = memberOf(memberOf(memberOf(json, 'event'), 'payload'), 'change');
    const stated = memberOf(change, 'properties');
    return Array.isArray(stated) ? stated.map(one => memberOf(one, 'value')) : [];
  });
}

async function answerDiscover(bench: RelayBench): Promise<void> {
  const headers = { 'gatehouse-customer': CUSTOMER };
  const { body } = await bench.call('POST', '/v1/directives', { body: discover, headers });
  assert.equal(textAt(body, ['event', 'header', 'name']), 'Discover.Response');
}

test('A Discover slower than the grace after a grant: what was reported too early is reported once more', async t => {
  const section = { convergence: { afterDiscoverMs: 5_000, everyMs: 3_600_000 }, delivery: { discoverGraceMs: 2_000 } };
  const bench = await startRelay(t, { clock: createVirtualClock(), section });
  await bench.link();
  await bench.putLamp();
  await bench.call('PATCH', `/v1/customers/${CUSTOMER}/endpoints/lamp-1/state`, {
    body: { cause: 'PHYSICAL_INTERACTION', properties: [{ ...POWER, value: 'ON' }] },
  });
  await bench.advance(60_000);
  assert.deepEqual(reported(bench), ['ON'], 'the gateway has taken it, but does not know the lamp yet');
  await answerDiscover(bench);
  await bench.advance(4_999);
  assert.deepEqual(reported(bench), ['ON'], 'Alexa may not have taken the answer yet');
  await bench.advance(1_001);
  assert.deepEqual(reported(bench), ['ON', 'ON']);
  await bench.advance(600_000);
  assert.equal(reported(bench).length, 2, 'once is enough');
});

test('A Discover makes the picture of Alexa unknown before it is answered, so that a relay that dies then loses nothing', async t => {
  const bench = await startRelay(t, { clock: createVirtualClock() });
  await bench.link();
  await bench.putLamp();
  await bench.call('PATCH', `/v1/customers/${CUSTOMER}/endpoints/lamp-1/state`, {
    body: { cause: 'PHYSICAL_INTERACTION', properties: [{ ...POWER, value: 'ON' }] },
  });
  await bench.advance(60_000);
  const picture = async (): Promise<readonly unknown[]> =>
    (await bench.store.readShadow(CUSTOMER, 'lamp-1')).properties.map(one => one.reported?.value);
  assert.deepEqual(await picture(), ['ON']);
  await answerDiscover(bench);
  assert.deepEqual(await picture(), [undefined]);
});
