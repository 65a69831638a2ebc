import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { changeReport, memberOf } from '@gatehouse/protocol';
import { createVirtualClock } from '@gatehouse/testing';
import { changesOf } from './fake-amazon.ts';
import { CUSTOMER, lamp, type RelayBench, startRelay } from './relay-bench.ts';

const POWER = { namespace: 'Alexa.PowerController', name: 'powerState' };
const CONTACT = { namespace: 'Alexa.ContactSensor', name: 'detectionState' };
const BRIGHTNESS = { namespace: 'Alexa.BrightnessController', name: 'brightness' };
const HEALTH = { namespace: 'Alexa.EndpointHealth', name: 'connectivity' };
const PATH = `/v1/customers/${CUSTOMER}/endpoints/lamp-1`;

const health = {
  ...{ type: 'AlexaInterface', interface: 'Alexa.EndpointHealth', version: '3' },
  properties: { supported: [{ name: 'connectivity' }], retrievable: true, proactivelyReported: true },
};

function lampWith(...classes: readonly object[]): object {
  const capabilities = [...(lamp.capabilities as object[]), health];
  return { ...lamp, capabilities, gatehouse: { classes } };
}

/** Hands in values one after the other, ten milliseconds apart. */
async function tell(bench: RelayBench, ...values: readonly (readonly [key: object, value: unknown])[]): Promise<void> {
  for (const [key, value] of values) {
    assert.equal((await bench.patch([{ ...key, value }])).status, 202);
    await bench.advance(10);
  }
}

/** What Alexa was told of a property, as changed and in contexts, in the order in which she heard it. */
function toldOf(bench: RelayBench, { name }: { name: string }): { value: unknown; time: string; changed: boolean }[] {
  const heard = bench.amazon.heard({ kind: 'ChangeReport' }).filter(({ status }) => status === 202);
  return heard.flatMap(({ json }) => {
    const context = memberOf(memberOf(json, 'context'), 'properties');
    const changes = changesOf(json).map(property => ({ property, changed: true }));
    const beside = (Array.isArray(context) ? context : []).map(property => ({ property, changed: false }));
    return [...changes, ...beside]
      .filter(({ property }) => memberOf(property, 'name') === name)
      .map(({ property, changed }) => {
        const value: unknown = memberOf(property, 'value');
        return { value: memberOf(value, 'value') ?? value, time: String(memberOf(property, 'timeOfSample')), changed };
      });
  });
}

/** Alexa takes what is older than what she has for stale. */
function assertInTime(told: readonly { time: string }[]): void {
  const times = told.map(({ time }) => time);
  assert.deepEqual(times, times.toSorted());
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

    const changed = await bench.call('PUT', PATH, { body: { ...endpoint, gatehouse: { classes: [] } } });
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

  it('lets every change of connectivity arrive, and none of them beside another report before its own', async t => {
    const bench = await startHouse(t, lampWith({ ...HEALTH, class: 'edge' }));
    bench.amazon.plan({ path: 'events' }, { status: 503 });
    const [lost, back] = [{ value: 'UNREACHABLE' }, { value: 'OK' }];
    await tell(bench, [CONTACT, 'DETECTED'], [HEALTH, lost], [CONTACT, 'NOT_DETECTED'], [HEALTH, back]);
    await bench.advance(60_000);
    const told = toldOf(bench, HEALTH);
    assert.deepEqual(
      told.filter(({ changed }) => changed).map(({ value }) => value),
      ['UNREACHABLE', 'OK'],
    );
    assertInTime(told);
  });

  it('counts from the next value on: what was handed in as an edge before arrives, and in its order', async t => {
    const bench = await startHouse(t, lampWith({ ...POWER, class: 'edge' }));
    bench.amazon.plan({ path: 'events' }, { status: 503 });
    await tell(bench, [POWER, 'ON'], [POWER, 'OFF']);
    await bench.call('PUT', PATH, { body: lampWith() });
    await tell(bench, [POWER, 'ON'], [POWER, 'OFF'], [POWER, 'ON']);
    await bench.advance(60_000);
    const told = toldOf(bench, POWER).filter(({ changed }) => changed);
    assert.deepEqual(
      told.map(({ value }) => value),
      ['ON', 'OFF', 'ON'],
    );
    assertInTime(told);
  });

  it('counts from the next value on: a level that waits gives way to the edges that follow, and says so', async t => {
    const bench = await startHouse(t, lampWith());
    bench.amazon.plan({ path: 'events' }, { status: 503 });
    await tell(bench, [CONTACT, 'DETECTED'], [POWER, 'ON']);
    await bench.call('PUT', PATH, { body: lampWith({ ...POWER, class: 'edge' }) });
    await tell(bench, [POWER, 'OFF'], [POWER, 'ON']);
    await bench.advance(60_000);
    assert.deepEqual(
      toldOf(bench, POWER)
        .filter(({ changed }) => changed)
        .map(({ value }) => value),
      ['OFF', 'ON'],
    );
    assertInTime(toldOf(bench, POWER));
    const { body } = await bench.call('GET', `/v1/events?customer=${CUSTOMER}&class=level`);
    const [level] = (body as { items: { status: string; decisions: { why: string }[] }[] }).items;
    assert.equal(level?.status, 'coalesced');
    assert.match(level.decisions.at(-1)?.why ?? '', /^Every change of the state counts/);
  });

  it('is not changed by what stands in the context of a whole event, so that no report overtakes edges that wait', async t => {
    const bench = await startHouse(t, lampWith({ ...POWER, class: 'edge' }));
    bench.amazon.plan({ path: 'events' }, { status: 503 });
    await tell(bench, [CONTACT, 'DETECTED'], [BRIGHTNESS, 5], [POWER, 'ON'], [POWER, 'OFF']);
    await bench.call('PUT', PATH, { body: lampWith() });
    const { properties } = await bench.store.readShadow(CUSTOMER, 'lamp-1');
    const latest = Math.max(...properties.map(({ current }) => current.timeOfSample));
    const sampled = { timeOfSample: new Date(latest + 100).toISOString(), uncertaintyInMilliseconds: 0 };
    const changed = [{ ...CONTACT, value: 'NOT_DETECTED', ...sampled }];
    const unchanged = [{ ...POWER, value: 'ON', ...sampled }];
    const parts = { messageId: 'm-1', endpointId: 'lamp-1', cause: 'APP_INTERACTION', changed, unchanged } as const;
    const { status } = await bench.call('POST', `/v1/customers/${CUSTOMER}/events`, { body: changeReport(parts) });
    assert.equal(status, 202);
    await bench.advance(60_000);
    const told = toldOf(bench, POWER);
    assertInTime(told);
    assert.equal(told.at(-1)?.value, 'ON');
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
