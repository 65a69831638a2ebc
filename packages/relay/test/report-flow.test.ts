import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { memberOf } from '@gatehouse/protocol';
import { createVirtualClock, type VirtualClock } from '@gatehouse/testing';
import { changesOf } from './fake-amazon.ts';
import { CUSTOMER, lamp, type RelayBench, startRelay } from './relay-bench.ts';

const POWER = { namespace: 'Alexa.PowerController', name: 'powerState' };
const BRIGHTNESS = { namespace: 'Alexa.BrightnessController', name: 'brightness' };
const CONTACT = { namespace: 'Alexa.ContactSensor', name: 'detectionState' };
const HEALTH = { namespace: 'Alexa.EndpointHealth', name: 'connectivity' };

/** The lamp with a health of its own. */
const endpoint = {
  ...lamp,
  capabilities: [
    ...(lamp.capabilities as object[]),
    {
      type: 'AlexaInterface',
      interface: 'Alexa.EndpointHealth',
      version: '3',
      properties: { supported: [{ name: 'connectivity' }], retrievable: true, proactivelyReported: true },
    },
  ],
};

interface House {
  readonly bench: RelayBench;
  readonly clock: VirtualClock;
  /** Sends changes, each as name and value, and answers the reports that they led to, as `changed | unchanged`. */
  report(...changes: readonly (readonly [key: object, value: unknown])[]): Promise<readonly string[]>;
}

function tell(properties: readonly unknown[]): string {
  const words = properties.map(one => {
    const at = String(memberOf(one, 'timeOfSample')).slice(17, 19);
    const value = memberOf(one, 'value');
    return `${memberOf(one, 'name')}=${memberOf(value, 'value') ?? value}@${at}`;
  });
  return words.sort().join(' ');
}

async function startHouse(t: TestContext, section: object = {}): Promise<House> {
  const clock = createVirtualClock();
  const bench = await startRelay(t, { clock, section: { ...section } });
  await bench.link();
  const path = `/v1/customers/${CUSTOMER}/endpoints/lamp-1`;
  await bench.call('PUT', path, { body: endpoint });
  await bench.advance(1_000);
  const report: House['report'] = async (...changes) => {
    const before = bench.amazon.requests.length;
    const { status } = await bench.patch(changes.map(([key, value]) => ({ ...key, value })));
    assert.equal(status, 202);
    await bench.advance(1_000);
    return bench.amazon.requests.slice(before).map(({ json }) => {
      const context = memberOf(memberOf(json, 'context'), 'properties');
      return `${tell(changesOf(json))} | ${tell(Array.isArray(context) ? context : [])}`;
    });
  };
  return { bench, clock, report };
}

describe('a ChangeReport', () => {
  it('states what changed and, beside it, everything that did not, each with the time of its own sample', async t => {
    const { report } = await startHouse(t);
    assert.deepEqual(await report([POWER, 'ON'], [BRIGHTNESS, 40], [HEALTH, { value: 'OK' }]), [
      'brightness=40@01 connectivity=OK@01 powerState=ON@01 | ',
    ]);
    assert.deepEqual(await report([POWER, 'OFF']), ['powerState=OFF@02 | brightness=40@01 connectivity=OK@01']);
    assert.deepEqual(await report([BRIGHTNESS, 50], [POWER, 'OFF']), [
      'brightness=50@03 | connectivity=OK@01 powerState=OFF@02',
    ]);
    assert.deepEqual(await report([CONTACT, 'DETECTED']), [
      'detectionState=DETECTED@04 | brightness=50@03 connectivity=OK@01 powerState=OFF@02',
    ]);
    assert.deepEqual(await report([HEALTH, { value: 'UNREACHABLE' }]), [
      'connectivity=UNREACHABLE@05 | brightness=50@03 detectionState=DETECTED@04 powerState=OFF@02',
    ]);
    assert.deepEqual(await report([POWER, 'OFF'], [HEALTH, { value: 'UNREACHABLE' }]), [], 'nothing new, no report');
  });

  it('tells of an edge and a level that changed together in two reports, both with the health', async t => {
    const { report } = await startHouse(t);
    assert.deepEqual(await report([CONTACT, 'DETECTED'], [BRIGHTNESS, 10], [HEALTH, { value: 'OK' }]), [
      'detectionState=DETECTED@01 | connectivity=OK@01',
      'brightness=10@01 | connectivity=OK@01 detectionState=DETECTED@01',
    ]);
  });

  it('tells nothing a second time of a health that Alexa has accepted beside an edge', async t => {
    const { bench, report } = await startHouse(t);
    const first = ['detectionState=DETECTED@01 | connectivity=OK@01'];
    assert.deepEqual(await report([CONTACT, 'DETECTED'], [HEALTH, { value: 'OK' }]), first);
    const { body } = await bench.call('GET', `/v1/events?customer=${CUSTOMER}&class=level`);
    const [level] = (body as { items: { status: string; decisions: { why: string }[] }[] }).items;
    assert.equal(level?.status, 'coalesced');
    assert.match(level.decisions.at(-1)?.why ?? '', /^Alexa has the state already: another report/);
    assert.deepEqual(await report([CONTACT, 'NOT_DETECTED'], [HEALTH, { value: 'UNREACHABLE' }]), [
      'detectionState=NOT_DETECTED@02 | connectivity=UNREACHABLE@02',
    ]);
  });

  it('tells a health by itself when the edge beside which it stood was refused', async t => {
    const { bench, report } = await startHouse(t);
    bench.amazon.plan({ path: 'events' }, { status: 400 });
    assert.deepEqual(await report([CONTACT, 'DETECTED'], [HEALTH, { value: 'OK' }]), [
      'detectionState=DETECTED@01 | connectivity=OK@01',
      'connectivity=OK@01 | ',
    ]);
  });

  it('tells a health that is as it was again when an edge may have told Alexa another, and nobody knows', async t => {
    const { bench, report } = await startHouse(t, { ttl: { 'Alexa.ContactSensor': 500 } });
    await report([HEALTH, { value: 'OK' }]);
    bench.amazon.plan({ path: 'events' }, { cut: 'headers' });
    assert.deepEqual(await report([CONTACT, 'DETECTED'], [HEALTH, { value: 'UNREACHABLE' }]), [
      'detectionState=DETECTED@02 | connectivity=UNREACHABLE@02',
    ]);
    assert.deepEqual(await report([HEALTH, { value: 'OK' }]), ['connectivity=OK@03 | detectionState=DETECTED@02']);
  });

  it('keeps the time that the device names, however late it is told', async t => {
    const { bench, clock } = await startHouse(t);
    const timeOfSample = new Date(clock.now() - 60_000).toISOString();
    await bench.patch([{ ...POWER, value: 'ON', timeOfSample, uncertaintyInMilliseconds: 300 }]);
    await bench.advance(0);
    const [property] = changesOf(bench.amazon.requests.at(-1)?.json);
    assert.deepEqual(property, { ...POWER, value: 'ON', timeOfSample, uncertaintyInMilliseconds: 300 });
  });

  it('says after a new link what Alexa has to learn anew, and keeps the times of the samples', async t => {
    const { bench, report } = await startHouse(t);
    await report([POWER, 'ON'], [HEALTH, { value: 'OK' }]);
    const before = bench.amazon.heard({ kind: 'ChangeReport' }).length;
    await bench.link();
    await bench.advance(120_000);
    const reports = bench.amazon.heard({ kind: 'ChangeReport' }).slice(before);
    assert.deepEqual(
      reports.map(({ json }) => tell(changesOf(json))),
      ['connectivity=OK@01 powerState=ON@01'],
    );
  });

  it('has the same state as the answer to ReportState', async t => {
    const { bench, report } = await startHouse(t);
    await report([POWER, 'ON'], [BRIGHTNESS, 40], [HEALTH, { value: 'OK' }]);
    await report([POWER, 'OFF'], [CONTACT, 'DETECTED']);
    const header = { namespace: 'Alexa', name: 'ReportState', messageId: 'm-1', payloadVersion: '3' };
    const body = {
      directive: {
        header: { ...header, correlationToken: 'token-1' },
        endpoint: { endpointId: 'lamp-1' },
        payload: {},
      },
    };
    const headers = { 'gatehouse-customer': CUSTOMER };
    const reply = (await bench.call('POST', '/v1/directives', { body, headers })).body;
    const state = memberOf(memberOf(reply, 'context'), 'properties') as readonly unknown[];
    assert.equal(tell(state), 'brightness=40@01 connectivity=OK@01 detectionState=DETECTED@02 powerState=OFF@02');
  });
});
