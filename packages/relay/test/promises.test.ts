import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { doorbellPress, encodeTimestamp, memberOf, response, textAt } from '@gatehouse/protocol';
import { changesOf } from './fake-amazon.ts';
import { type HomeEndpoint, type JoinedHome, startJoined } from './joined-home.ts';
import { BRIGHTNESS, CONTACT, POWER } from './linked-home.ts';
import { lamp, startHandler } from './relay-bench.ts';

// What the relay promises, held by both ends together: what Alexa makes of it is read from the gateway.

const MINUTE = 60_000;
const DOWN = [{ match: { path: '/v3/events' }, do: { status: 503 } }];

const door = {
  ...lamp,
  endpointId: 'door-1',
  friendlyName: 'Door',
  displayCategories: ['DOORBELL'],
  capabilities: [
    { type: 'AlexaInterface', interface: 'Alexa', version: '3' },
    { type: 'AlexaInterface', interface: 'Alexa.DoorbellEventSource', version: '3', proactivelyReported: true },
  ],
};

async function startLinked(t: TestContext, endpoints: readonly HomeEndpoint[] = [lamp]): Promise<JoinedHome> {
  const home = await startJoined(t);
  assert.equal((await home.gateway.link()).linked, true);
  await home.pass(MINUTE);
  await home.register(...endpoints);
  return home;
}

describe('What the relay promises', () => {
  it('a sensor that flips ten times in a second: ten events in order', async t => {
    const home = await startLinked(t);
    const flips = Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? 'DETECTED' : 'NOT_DETECTED'));
    const began = home.clock.now();
    for (const value of flips) {
      await home.put('lamp-1', { ...CONTACT, value });
      await home.pass(90);
    }
    assert.ok(home.clock.now() - began <= 1_000);
    await home.pass(MINUTE);
    assert.deepEqual(await home.effects('lamp-1', 'detectionState'), flips);
    const reports = await home.gateway.journal({ kind: 'ChangeReport' });
    assert.deepEqual([reports.length, new Set(reports.map(one => one.messageId)).size], [10, 10]);
  });

  it('a sensor that flips ten times at once while the gateway fails now and then: ten events in order all the same', async t => {
    const home = await startLinked(t);
    await home.gateway.faults([
      { match: { path: '/v3/events' }, do: { cut: 'body' }, when: { probability: 0.4 }, seed: 3 },
    ]);
    const flips = Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? 'DETECTED' : 'NOT_DETECTED'));
    for (const value of flips) await home.put('lamp-1', { ...CONTACT, value });
    await home.pass(3 * MINUTE);
    assert.deepEqual(await home.effects('lamp-1', 'detectionState'), flips);
  });

  it('a dimmer that moves a hundred times while the gateway is down: one report with the last value', async t => {
    const home = await startLinked(t);
    await home.gateway.faults(DOWN);
    for (let value = 1; value <= 100; value++) {
      await home.put('lamp-1', { ...BRIGHTNESS, value });
      if (value % 10 === 0) await home.pass(3_000);
    }
    await home.gateway.faults([]);
    await home.pass(2 * MINUTE);
    assert.deepEqual(await home.effects('lamp-1', 'brightness'), [100]);
    const accepted = await home.gateway.journal({ kind: 'ChangeReport', status: 202 });
    assert.equal(accepted.length, 1);
    const ledger = (await home.call('GET', '/v1/ledger')) as Record<string, unknown>;
    assert.deepEqual([ledger.coalesced, ledger.balanced], [99, true]);
  });

  it('a doorbell press older than its time to live: not sent', async t => {
    const home = await startLinked(t, [lamp, door]);
    const press = (): object =>
      doorbellPress({ endpointId: 'door-1', messageId: 'm-1', timestamp: encodeTimestamp(home.clock.now()) });
    const path = `/v1/customers/${home.customer}/events`;
    await home.gateway.faults(DOWN);
    await home.call('POST', path, press());
    await home.pass(31_000);
    await home.gateway.faults([]);
    await home.pass(2 * MINUTE);
    assert.deepEqual(await home.gateway.journal({ kind: 'DoorbellPress', status: 202 }), []);
    await home.call('POST', path, press());
    await home.pass();
    assert.equal((await home.gateway.journal({ kind: 'DoorbellPress', status: 202 })).length, 1);
  });

  it("a lamp switched while the link was lost: after re-linking Alexa's picture equals the device's", async t => {
    const home = await startLinked(t);
    await home.put('lamp-1', { ...POWER, value: 'ON' }, { ...BRIGHTNESS, value: 40 });
    await home.pass();
    assert.equal(await home.known('lamp-1', 'powerState'), 'ON');
    await home.gateway.unlink();
    await home.put('lamp-1', { ...POWER, value: 'OFF' });
    await home.pass(10 * MINUTE);
    await home.put('lamp-1', { ...BRIGHTNESS, value: 70 });
    await home.pass(10 * MINUTE);
    const { link } = (await home.call('GET', `/v1/customers/${home.customer}`)) as { link: { state: string } };
    assert.equal(link.state, 'lost');
    assert.equal((await home.gateway.link()).linked, true);
    await home.pass(2 * MINUTE);
    assert.deepEqual([await home.known('lamp-1', 'powerState'), await home.known('lamp-1', 'brightness')], ['OFF', 70]);
  });

  it("a lamp switched while the link was lost, its events dropped by a person: Alexa's picture equals the device's", async t => {
    const home = await startLinked(t);
    await home.put('lamp-1', { ...POWER, value: 'ON' });
    await home.pass();
    await home.gateway.unlink();
    await home.put('lamp-1', { ...POWER, value: 'OFF' });
    await home.pass(MINUTE);
    assert.deepEqual(await home.call('POST', `/v1/customers/${home.customer}/drop`), { events: 1 });
    await home.gateway.link();
    await home.pass(2 * MINUTE);
    assert.equal(await home.known('lamp-1', 'powerState'), 'OFF');
  });

  it('a door that opened while the link was lost, its event too old: re-linked, Alexa learns it as nothing new', async t => {
    const home = await startLinked(t);
    await home.put('lamp-1', { ...POWER, value: 'ON' });
    await home.put('lamp-1', { ...CONTACT, value: 'NOT_DETECTED' });
    await home.pass();
    await home.gateway.unlink();
    const [opened] = await home.put('lamp-1', { ...CONTACT, value: 'DETECTED' });
    await home.pass(10 * MINUTE);
    await home.gateway.link();
    await home.pass(2 * MINUTE);
    assert.equal(((await home.call('GET', `/v1/events/${opened?.id}`)) as { status: string }).status, 'expired');
    assert.equal(await home.known('lamp-1', 'detectionState'), 'DETECTED');
    const causes = (await home.gateway.journal({ kind: 'ChangeReport', status: 202 })).filter(({ request }) =>
      changesOf(request).some(one => memberOf(one, 'namespace') === CONTACT.namespace),
    );
    assert.equal(causes.length, 1, 'no report says that it has just opened');
  });

  it('an edge state that the gateway refused: no later report repeats it until it changes', async t => {
    const home = await startLinked(t);
    await home.put('lamp-1', { ...CONTACT, value: 'NOT_DETECTED' });
    await home.pass();
    await home.gateway.faults([{ match: { kind: 'ChangeReport' }, do: { status: 400 }, when: { count: 1 } }]);
    const [opened] = await home.put('lamp-1', { ...CONTACT, value: 'DETECTED' });
    await home.pass(MINUTE);
    assert.equal(((await home.call('GET', `/v1/events/${opened?.id}`)) as { status: string }).status, 'dead');
    await home.put('lamp-1', { ...POWER, value: 'ON' });
    await home.pass(MINUTE);
    assert.deepEqual(
      [await home.known('lamp-1', 'powerState'), await home.known('lamp-1', 'detectionState')],
      ['ON', 'NOT_DETECTED'],
    );
    await home.put('lamp-1', { ...CONTACT, value: 'NOT_DETECTED' }, { ...POWER, value: 'OFF' });
    await home.put('lamp-1', { ...CONTACT, value: 'DETECTED' });
    await home.pass(MINUTE);
    assert.equal(await home.known('lamp-1', 'detectionState'), 'DETECTED');
  });

  it('300 + 1 endpoints, a 413 and a 500 on a large DeleteReport: everything arrives in parts', async t => {
    const home = await startLinked(t);
    const endpoints = Array.from({ length: 301 }, (_, i) => ({ ...lamp, endpointId: `light-${i}` }));
    const count = async (): Promise<number> => (await home.gateway.home()).endpoints.length;
    await home.waitAlone('lamp-1', { ...POWER, value: 'ON' });
    await home.register(...endpoints);
    await home.gateway.faults([{ match: { kind: 'AddOrUpdateReport' }, do: { status: 413 }, when: { count: 2 } }]);
    await home.pass(2 * MINUTE);
    assert.equal(await count(), 302);
    await home.waitAlone('lamp-1', { ...POWER, value: 'OFF' });
    for (const { endpointId } of endpoints) {
      await home.call('DELETE', `/v1/customers/${home.customer}/endpoints/${endpointId}`);
    }
    await home.gateway.faults([{ match: { kind: 'DeleteReport' }, do: { status: 500 }, when: { count: 1 } }]);
    await home.pass(2 * MINUTE);
    assert.equal(await count(), 1);
    const removals = (await home.gateway.journal({ kind: 'DeleteReport' })).map(({ status }) => status);
    assert.ok(removals.length > 3 && removals.filter(status => status === 500).length === 1, `${removals}`);
    assert.equal((await home.gateway.journal({ kind: 'AddOrUpdateReport', status: 413 })).length, 2);
    const ledger = (await home.call('GET', '/v1/ledger')) as Record<string, unknown>;
    assert.deepEqual([ledger.pending, ledger.dead, ledger.balanced], [0, 0, true]);
  });

  it('202 and then nothing: the messageId of an event leads to what Alexa made of it, or to why she ignored it', async t => {
    const home = await startLinked(t);
    const messageIdOf = async (id: string | undefined): Promise<string> =>
      ((await home.call('GET', `/v1/events/${id}`)) as { messageId: string }).messageId;
    const [known] = await home.put('lamp-1', { ...POWER, value: 'ON' });
    const press = doorbellPress({
      endpointId: 'never-told',
      messageId: 'm-1',
      timestamp: encodeTimestamp(home.clock.now()),
    });
    const posted = await home.call('POST', `/v1/customers/${home.customer}/events`, press);
    await home.pass();
    const [effective] = await home.gateway.journal({ messageId: await messageIdOf(known?.id) });
    assert.ok(effective?.effects.some(effect => effect.type === 'state'));
    const [{ id }] = (posted as { accepted: [{ id: string }] }).accepted;
    const [ignored] = await home.gateway.journal({ messageId: await messageIdOf(id) });
    assert.deepEqual([ignored?.status, ignored?.effects.length], [202, 0]);
    assert.match(ignored?.reason?.message ?? '', /never-told|discovered/);
  });

  it('no emulator of the event gateway exists: link, discovery, report and question go through both ends', async t => {
    const home = await startJoined(t);
    await home.register(lamp);
    const link = await home.gateway.link();
    assert.equal(textAt(link.acceptGrant, ['event', 'header', 'name']), 'AcceptGrant.Response');
    assert.equal(textAt(link.discover, ['event', 'header', 'name']), 'Discover.Response');
    await home.put('lamp-1', { ...POWER, value: 'ON' });
    await home.pass(MINUTE);
    assert.equal(await home.known('lamp-1', 'powerState'), 'ON');
    const asked = await home.gateway.directive({ endpointId: 'lamp-1', namespace: 'Alexa', name: 'ReportState' });
    assert.equal(textAt(asked.reply, ['event', 'header', 'name']), 'StateReport');
    assert.equal(asked.reason, undefined);
  });

  it('slow devices with no asynchronous Response: deferred in time, answered late, and the home knows', async t => {
    const release: ((text: string) => void)[] = [];
    const handler = await startHandler(t, () => undefined, release);
    const home = await startJoined(t, { section: { handlerUrl: handler.url } });
    await home.register(lamp);
    await home.gateway.link();
    await home.pass(MINUTE);
    home.answered = 0;
    const turnOn = { endpointId: 'lamp-1', namespace: 'Alexa.PowerController', name: 'TurnOn' };
    const asked = home.gateway.directive(turnOn);
    while (release.length === 0) await new Promise(resolve => setTimeout(resolve, 2));
    await home.passSlowly(5_000);
    while (home.answered === 0) await new Promise(resolve => setTimeout(resolve, 2));
    // A round trip through the gateway: what was answered before has arrived there.
    await home.gateway.now();
    const correlationToken = textAt(handler.heard[0]?.body, ['directive', 'header', 'correlationToken']) ?? '';
    const state = { ...POWER, value: 'ON', timeOfSample: encodeTimestamp(home.clock.now()) };
    const properties = [{ ...state, uncertaintyInMilliseconds: 0 }];
    const late = response({ messageId: 'm-2', correlationToken, endpointId: 'lamp-1', properties });
    release[0]?.(JSON.stringify(late));
    const { deferred, reply, deferredResponse, lateByMs } = await asked;
    assert.deepEqual([deferred, lateByMs], [true, undefined]);
    assert.equal(textAt(deferredResponse, ['event', 'header', 'name']), 'DeferredResponse');
    assert.equal(textAt(reply, ['event', 'header', 'name']), 'Response');
    assert.equal(memberOf(memberOf(reply, 'context'), 'properties') !== undefined, true);
    assert.equal(await home.known('lamp-1', 'powerState'), 'ON');
  });
});
