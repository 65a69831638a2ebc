import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { changeReport, memberOf } from '@gatehouse/protocol';
import { createVirtualClock } from '@gatehouse/testing';
import { changesOf } from './fake-amazon.ts';
import { CUSTOMER, lamp, type RelayBench, startRelay } from './relay-bench.ts';

const POWER = { namespace: 'Alexa.PowerController', name: 'powerState' };
const CONTACT = { namespace: 'Alexa.ContactSensor', name: 'detectionState' };
const PATH = `/v1/customers/${CUSTOMER}/endpoints/lamp-1`;

function lampWith(...classes: readonly object[]): object {
  return { ...lamp, gatehouse: { classes } };
}

async function startHouse(t: TestContext, endpoint: object): Promise<RelayBench> {
  const bench = await startRelay(t, { clock: createVirtualClock() });
  await bench.link();
  assert.equal((await bench.call('PUT', PATH, { body: endpoint })).status, 201);
  await bench.advance(1_000);
  return bench;
}

/** Hands in one value after the other while Amazon's end is down, and answers what Alexa has heard in the end. */
async function flip(bench: RelayBench, key: object, values: readonly string[]): Promise<unknown[]> {
  bench.amazon.plan({ path: 'events' }, { status: 503 });
  for (const value of values) {
    assert.equal((await bench.patch([{ ...key, value }])).status, 202);
    await bench.advance(10);
  }
  await bench.advance(60_000);
  const heard = bench.amazon.heard({ kind: 'ChangeReport' }).filter(({ status }) => status === 202);
  return heard.map(({ json }) => memberOf(changesOf(json)[0], 'value'));
}

describe('the class that a registration gives to a property', () => {
  it('lets every change of a level property count, in order', async t => {
    const bench = await startHouse(t, lampWith({ ...POWER, class: 'edge' }));
    const values = ['ON', 'OFF', 'ON', 'OFF', 'ON', 'OFF', 'ON', 'OFF', 'ON', 'OFF'];
    assert.deepEqual(await flip(bench, POWER, values), values);
  });

  it('lets an edge property converge to its last value', async t => {
    const bench = await startHouse(t, lampWith({ ...CONTACT, class: 'level' }));
    const heard = await flip(bench, CONTACT, ['DETECTED', 'NOT_DETECTED', 'DETECTED', 'NOT_DETECTED']);
    assert.equal(heard.at(-1), 'NOT_DETECTED');
    assert.ok(heard.length < 4, `${heard.length} reports`);
  });

  it('holds for a whole event as well', async t => {
    const bench = await startHouse(t, lampWith({ ...POWER, class: 'edge' }));
    const changed = [{ ...POWER, value: 'ON', timeOfSample: '2026-01-01T00:00:00Z', uncertaintyInMilliseconds: 0 }];
    const event = changeReport({ messageId: 'm-1', endpointId: 'lamp-1', cause: 'APP_INTERACTION', changed });
    const { body } = await bench.call('POST', `/v1/customers/${CUSTOMER}/events`, { body: event });
    assert.deepEqual(
      (body as { accepted: { class: string }[] }).accepted.map(one => one.class),
      ['edge'],
    );
  });

  it('is never told to Alexa, and a change of it alone tells her nothing', async t => {
    const endpoint = lampWith({ ...POWER, class: 'edge' });
    const bench = await startHouse(t, endpoint);
    const [announced] = bench.amazon.heard({ kind: 'AddOrUpdateReport' });
    assert.doesNotMatch(JSON.stringify(announced?.json), /gatehouse"/);
    const headers = { 'gatehouse-customer': CUSTOMER };
    const header = { namespace: 'Alexa.Discovery', name: 'Discover', payloadVersion: '3', messageId: 'm-2' };
    const scope = { type: 'BearerToken', token: 'gatehouse-secret-grantee' };
    const found = await bench.call('POST', '/v1/directives', {
      body: { directive: { header, payload: { scope } } },
      headers,
    });
    assert.match(JSON.stringify(found.body), /"endpointId":"lamp-1"/);
    assert.doesNotMatch(JSON.stringify(found.body), /gatehouse"/);
    assert.deepEqual((await bench.call('GET', PATH)).body, endpoint);

    const changed = await bench.call('PUT', PATH, { body: lamp });
    assert.deepEqual(
      [changed.status, changed.body],
      [200, { customer: CUSTOMER, endpointId: 'lamp-1', result: 'changed' }],
    );
    await bench.advance(60_000);
    assert.equal(bench.amazon.heard({ kind: 'AddOrUpdateReport' }).length, 1);
    const { body } = await bench.patch([{ ...POWER, value: 'ON' }]);
    assert.deepEqual(
      (body as { accepted: { class: string }[] }).accepted.map(one => one.class),
      ['level'],
    );
  });

  it('is refused with a pointer when it is of no property of the endpoint', async t => {
    const bench = await startRelay(t);
    const strange = lampWith({ namespace: 'Alexa.Speaker', name: 'volume', class: 'edge' });
    const { status, body } = await bench.call('PUT', PATH, { body: strange });
    const problem = body as { code: string; pointer: string };
    assert.deepEqual([status, problem.code, problem.pointer], [400, 'invalid-request', '/gatehouse/classes/0']);
    assert.equal((await bench.call('GET', PATH)).status, 404);
  });
});
