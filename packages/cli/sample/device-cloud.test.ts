import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { Secret } from '@gatehouse/client/platform';
import { createSeededRandom, createVirtualClock, type VirtualClock } from '@gatehouse/testing';
import { callJson } from './call-json.ts';
import { DeviceCloud } from './device-cloud.ts';
import { DeviceHome } from './device-home.ts';
import { devices } from './devices.ts';
import type { RelayApi } from './relay-api.ts';

interface Relay {
  readonly directives: unknown[];
  readonly changes: { endpointId: string; properties: readonly { name: string }[] }[];
  readonly events: {
    context: { properties: { name: string; value: unknown }[] };
    event: { header: { name: string } };
  }[];
}

interface Reply {
  readonly event: {
    readonly header: { readonly name: string; readonly correlationToken?: string };
    readonly payload: { readonly type?: string };
  };
}

const grantee = 'gatehouse-secret-grantee-of-the-test';

async function openCloud(
  t: TestContext,
): Promise<{ cloud: DeviceCloud; relay: Relay; clock: VirtualClock; home: DeviceHome }> {
  const clock = createVirtualClock();
  const home = new DeviceHome(devices, clock);
  const relay: Relay = { directives: [], changes: [], events: [] };
  const api = {
    postDirective: (directive: unknown, region: string) => {
      relay.directives.push({ directive, region });
      return Promise.resolve({ status: 200, body: { answered: true } });
    },
    patchState: (endpointId: string, change: { properties: readonly { name: string }[] }) => {
      relay.changes.push({ endpointId, properties: change.properties });
      return Promise.resolve({ accepted: [], unchanged: [] });
    },
    postEvent: (event: Relay['events'][number]) => {
      relay.events.push(event);
      return Promise.resolve({ accepted: [], rejected: [] });
    },
  } as unknown as RelayApi;
  const log = { debug() {}, info() {}, warn() {}, error: assert.fail, child: () => log };
  const random = createSeededRandom(1);
  const cloud = new DeviceCloud({ home, relay: () => api, granteeToken: new Secret(grantee), clock, random, log });
  await cloud.start();
  t.after(() => cloud.stop());
  return { cloud, relay, clock, home };
}

function directive(endpointId: string, name: string, namespace: string = 'Alexa.PowerController'): object {
  const header = { namespace, name, messageId: 'm', payloadVersion: '3', correlationToken: 'c-1' };
  return {
    directive: { header, endpoint: { endpointId, scope: { type: 'BearerToken', token: grantee } }, payload: {} },
  };
}

async function ask(url: string, body: object): Promise<Reply> {
  return (await callJson({ method: 'POST', url, body })).body as Reply;
}

test('DeviceCloud passes a directive on with its region when the token is its own', async t => {
  const { cloud, relay } = await openCloud(t);
  const sent = directive('plug-1', 'TurnOn');
  assert.deepEqual(await ask(cloud.skillUrl('EU'), sent), { answered: true });
  assert.deepEqual(relay.directives, [{ directive: sent, region: 'EU' }]);
});

for (const payload of [{ grantee: { token: grantee } }, { scope: { token: grantee } }]) {
  test(`DeviceCloud finds its token when it stands in payload.${Object.keys(payload)[0]}`, async t => {
    const { cloud, relay } = await openCloud(t);
    await ask(cloud.skillUrl('NA'), {
      directive: { header: { namespace: 'Alexa.Discovery', name: 'Discover' }, payload },
    });
    assert.equal(relay.directives.length, 1);
  });
}

test('DeviceCloud refuses a directive when the token is not its own', async t => {
  const { cloud, relay } = await openCloud(t);
  const reply = await ask(cloud.skillUrl('NA'), {
    directive: { header: {}, payload: { scope: { token: 'another' } } },
  });
  assert.equal(reply.event.payload.type, 'INVALID_AUTHORIZATION_CREDENTIAL');
  assert.equal(relay.directives.length, 0);
});

test('DeviceCloud answers at once and reports the change when the device is quick', async t => {
  const { cloud, relay, home } = await openCloud(t);
  const reply = await ask(cloud.handlerUrl, directive('plug-1', 'TurnOn'));
  assert.equal(reply.event.header.name, 'Response');
  assert.equal(reply.event.header.correlationToken, 'c-1');
  assert.equal(home.state('plug-1').find(one => one.name === 'powerState')?.value, 'ON');
  assert.deepEqual(
    relay.changes.map(one => one.endpointId),
    ['plug-1'],
  );
});

test('DeviceCloud defers and answers later when the device is slow', async t => {
  const { cloud, relay, clock } = await openCloud(t);
  const reply = await ask(cloud.handlerUrl, directive('lamp-1', 'TurnOff'));
  assert.equal(reply.event.header.name, 'DeferredResponse');
  assert.equal(relay.events.length, 0);
  await clock.advance(1_000);
  assert.equal(relay.events[0]?.event.header.name, 'Response');
  assert.deepEqual(
    relay.changes[0]?.properties.map(one => one.name),
    ['powerState'],
  );
});

test('DeviceCloud states just the prepared samples when it was told to', async t => {
  const { cloud, relay, clock } = await openCloud(t);
  const sample = {
    namespace: 'Alexa.PowerController',
    name: 'powerState',
    value: 'OFF',
    timeOfSample: '2022-02-03T16:20:50.52Z',
    uncertaintyInMilliseconds: 0,
  };
  cloud.answerLateWith('lamp-1', [sample]);
  await ask(cloud.handlerUrl, directive('lamp-1', 'TurnOff'));
  await clock.advance(1_000);
  assert.deepEqual(relay.events[0]?.context.properties, [sample]);
});

const refusals: readonly [string, string, string][] = [
  ['ghost-1', 'TurnOn', 'NO_SUCH_ENDPOINT'],
  ['plug-1', 'Fly', 'INVALID_DIRECTIVE'],
];

for (const [endpointId, name, type] of refusals) {
  test(`DeviceCloud answers ${type} when ${endpointId} is asked to ${name}`, async t => {
    const { cloud, relay } = await openCloud(t);
    assert.equal((await ask(cloud.handlerUrl, directive(endpointId, name))).event.payload.type, type);
    assert.equal(relay.changes.length, 0);
  });
}

test('DeviceCloud forgets what a slow device still had to do when it stops', async t => {
  const { cloud, clock, relay } = await openCloud(t);
  await ask(cloud.handlerUrl, directive('lock-1', 'Unlock', 'Alexa.LockController'));
  await cloud.stop();
  assert.deepEqual(clock.pending(), []);
  assert.equal(relay.events.length, 0);
});
