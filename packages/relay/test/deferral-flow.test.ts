import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { deferredResponse, memberOf, response, textAt } from '@gatehouse/protocol';
import { createVirtualClock, type VirtualClock } from '@gatehouse/testing';
import { CUSTOMER, type RelayBench, startHandler, startRelay } from './relay-bench.ts';

const POWER = { namespace: 'Alexa.PowerController', name: 'powerState' };
const forwarded = { 'gatehouse-customer': CUSTOMER, 'gatehouse-region': 'NA' };

function directiveOf(name: string, correlationToken: string, namespace = 'Alexa.PowerController'): object {
  const header = { namespace, name, messageId: 'm-1', payloadVersion: '3', correlationToken };
  return { directive: { header, endpoint: { endpointId: 'lamp-1' }, payload: {} } };
}

function answerTo(correlationToken: string, at: number): string {
  const now = new Date(at).toISOString();
  const properties = [{ ...POWER, value: 'ON', timeOfSample: now, uncertaintyInMilliseconds: 0 }];
  return JSON.stringify(response({ messageId: 'm-2', correlationToken, endpointId: 'lamp-1', properties }));
}

async function direct(bench: RelayBench, directive: object): Promise<unknown> {
  return (await bench.call('POST', '/v1/directives', { body: directive, headers: forwarded })).body;
}

async function waitForReply(bench: RelayBench, name: string): Promise<unknown> {
  for (let count = 1; ; count++) {
    const heard = await bench.amazon.waitFor(count, { path: 'events' });
    const found = heard.find(({ json }) => textAt(json, ['event', 'header', 'name']) === name);
    if (found !== undefined) return found.json;
  }
}

/** A relay on a virtual clock, before a handler that answers only what the test lets it answer. */
class SlowHome {
  readonly bench: RelayBench;
  readonly clock: VirtualClock;
  readonly #release: ((text: string) => void)[];
  readonly #arrivals: EventEmitter;

  constructor(
    bench: RelayBench,
    parts: { clock: VirtualClock; release: ((text: string) => void)[]; arrivals: EventEmitter },
  ) {
    this.bench = bench;
    this.clock = parts.clock;
    this.#release = parts.release;
    this.#arrivals = parts.arrivals;
  }

  /** What a directive gets when so much time passes after the handler has heard of it. */
  async direct(
    directive: object,
    { afterMs, headers = forwarded }: { afterMs: number; headers?: Readonly<Record<string, string>> },
  ): Promise<unknown> {
    const arrived = once(this.#arrivals, 'directive');
    const asked = this.bench.call('POST', '/v1/directives', { body: directive, headers });
    await arrived;
    await this.clock.advance(afterMs);
    return (await asked).body;
  }

  /** Stops the relay, which gives the handler 8 s to answer. */
  async stop(): Promise<void> {
    const stopped = this.bench.relay.stop();
    await this.clock.advance(8_000);
    await stopped;
  }

  /** The handler answers the first directive. */
  answer(correlationToken: string): void {
    this.#release[0]?.(answerTo(correlationToken, this.clock.now()));
  }
}

async function startSlow(t: Parameters<typeof startRelay>[0], section: object = {}): Promise<SlowHome> {
  const clock = createVirtualClock();
  const release: ((text: string) => void)[] = [];
  const arrivals = new EventEmitter();
  const hear = (): undefined => void arrivals.emit('directive');
  const handler = await startHandler(t, hear, release);
  const bench = await startRelay(t, { clock, section: { handlerUrl: handler.url, ...section } });
  await bench.link();
  await bench.putLamp();
  await bench.advance(0);
  return new SlowHome(bench, { clock, release, arrivals });
}

test('Slow devices with no asynchronous Response: DeferredResponse in time, and the answer follows as a Response', async t => {
  const home = await startSlow(t);
  const reply = await home.direct(directiveOf('TurnOn', 'token-1'), { afterMs: 5_000 });
  assert.equal(textAt(reply, ['event', 'header', 'name']), 'DeferredResponse');
  assert.equal(textAt(reply, ['event', 'header', 'correlationToken']), 'token-1');
  home.answer('token-1');
  const sent = await waitForReply(home.bench, 'Response');
  assert.equal(textAt(sent, ['event', 'header', 'correlationToken']), 'token-1');
  assert.equal(textAt(sent, ['event', 'endpoint', 'endpointId']), 'lamp-1');
});

test('A device that never answers is reported ENDPOINT_UNREACHABLE after the DeferredResponse', async t => {
  const home = await startSlow(t);
  const reply = await home.direct(directiveOf('TurnOn', 'token-1'), { afterMs: 5_000 });
  assert.equal(textAt(reply, ['event', 'header', 'name']), 'DeferredResponse');
  await home.clock.advance(2_000);
  const sent = await waitForReply(home.bench, 'ErrorResponse');
  assert.equal(textAt(sent, ['event', 'payload', 'type']), 'ENDPOINT_UNREACHABLE');
  assert.equal(textAt(sent, ['event', 'header', 'correlationToken']), 'token-1');
});

test('The type of the error for a device that never answers is as configured', async t => {
  const home = await startSlow(t, { deferral: { error: 'BRIDGE_UNREACHABLE' } });
  await home.direct(directiveOf('TurnOn', 'token-1'), { afterMs: 5_000 });
  await home.clock.advance(2_000);
  const sent = await waitForReply(home.bench, 'ErrorResponse');
  assert.equal(textAt(sent, ['event', 'payload', 'type']), 'BRIDGE_UNREACHABLE');
});

test('A lock that is slow says how long it takes, and has that time', async t => {
  const home = await startSlow(t, { deferral: { lockMs: 15_000 } });
  const lock = directiveOf('Lock', 'token-1', 'Alexa.LockController');
  const reply = await home.direct(lock, { afterMs: 5_000 });
  assert.equal(memberOf(memberOf(memberOf(reply, 'event'), 'payload'), 'estimatedDeferralInSeconds'), 15);
  // Longer than every other interface would have had.
  await home.clock.advance(9_000);
  home.answer('token-1');
  await waitForReply(home.bench, 'Response');
});

test('Nothing is put off for a customer without a link, for a scene, or where it is switched off', async t => {
  const home = await startSlow(t);
  const afterMs = 7_000;
  const scene = await home.direct(directiveOf('Activate', 'token-1', 'Alexa.SceneController'), { afterMs });
  assert.equal(textAt(scene, ['event', 'payload', 'type']), 'ENDPOINT_UNREACHABLE');
  const headers = { 'gatehouse-customer': 'nobody' };
  const unlinked = await home.direct(directiveOf('TurnOn', 'token-2'), { afterMs, headers });
  assert.equal(textAt(unlinked, ['event', 'payload', 'type']), 'ENDPOINT_UNREACHABLE');
  const off = await startSlow(t, { deferral: { afterMs: 0 } });
  const never = await off.direct(directiveOf('TurnOn', 'token-3'), { afterMs });
  assert.equal(textAt(never, ['event', 'payload', 'type']), 'ENDPOINT_UNREACHABLE');
});

test('POST replies queues a Response that states the whole endpoint, each property with its own time', async t => {
  const token = 'a/token+with=signs?and a space';
  const handler = await startHandler(t, () => ({
    text: JSON.stringify(deferredResponse({ messageId: 'm-2', correlationToken: token })),
  }));
  const bench = await startRelay(t, { section: { handlerUrl: handler.url } });
  await bench.link();
  await bench.putLamp();
  const timeOfSample = '2026-01-01T00:00:00.000Z';
  await bench.patch([
    { namespace: 'Alexa.BrightnessController', name: 'brightness', value: 40, timeOfSample },
    { ...POWER, value: 'OFF', timeOfSample },
  ]);
  await direct(bench, directiveOf('TurnOn', token));
  const path = `/v1/replies/${encodeURIComponent(token)}`;
  const body = { properties: [{ ...POWER, value: 'ON' }] };
  const first = await bench.call('POST', path, { body });
  assert.equal(first.status, 202);
  const sent = await waitForReply(bench, 'Response');
  const properties = memberOf(memberOf(sent, 'context'), 'properties') as { name: string; value: unknown }[];
  assert.deepEqual(
    properties.map(({ name, value }) => [name, value]),
    [
      ['powerState', 'ON'],
      ['brightness', 40],
    ],
  );
  assert.equal(memberOf(properties[1], 'timeOfSample'), timeOfSample);
  assert.notEqual(memberOf(properties[0], 'timeOfSample'), timeOfSample);
  assert.deepEqual((await bench.call('POST', path, { body })).body, first.body);
  const other = await bench.call('POST', path, { body: { error: { type: 'INTERNAL_ERROR', message: 'No' } } });
  assert.deepEqual([other.status, memberOf(other.body, 'code')], [422, 'idempotency-mismatch']);
});

test('POST replies tells an error, and says 404, 410, 400 and 422 where it cannot be told', async t => {
  const bench = await startRelay(t);
  await bench.link();
  await bench.putLamp();
  const post = async (token: string, body: unknown) => {
    const answer = await bench.call('POST', `/v1/replies/${token}`, { body });
    return [answer.status, memberOf(answer.body, 'code'), memberOf(answer.body, 'pointer')];
  };
  assert.deepEqual(await post('never-seen', { properties: [] }), [404, 'not-found', undefined]);
  const own = { customer: CUSTOMER, endpointId: 'lamp-1' };
  const error = { type: 'ENDPOINT_UNREACHABLE', message: 'The hub is off' };
  assert.equal((await post('after-a-restart', { ...own, error }))[0], 202);
  const sent = await waitForReply(bench, 'ErrorResponse');
  assert.deepEqual(textAt(sent, ['event', 'payload', 'type']), 'ENDPOINT_UNREACHABLE');
  const wrong = { ...own, properties: [{ ...POWER, value: 'MAYBE' }] };
  assert.deepEqual(await post('t-1', wrong), [422, 'invalid-message', '/properties/0/value']);
  assert.deepEqual(await post('t-2', { ...own, error: {} }), [400, 'invalid-request', '/error']);
  assert.deepEqual(await post('t-3', { ...own, error, payload: {} }), [400, 'invalid-request', '/error']);
  assert.deepEqual(await post('t-4', { mood: 'good' }), [400, 'invalid-request', '/mood']);
  assert.deepEqual(await post('t-5', { properties: {} }), [400, 'invalid-request', '/properties']);
});

test('A late answer after a restart keeps the deadline that Alexa was told of, and need not say whose it is', async t => {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-deferral-'));
  t.after(() => rm(directory, { recursive: true }));
  const kept = { store: `sqlite:${directory}`, sealing: 'off' };
  const first = await startSlow(t, { ...kept, deferral: { lockMs: 60_000 } });
  const lock = directiveOf('Lock', 'token-1', 'Alexa.LockController');
  const reply = await first.direct(lock, { afterMs: 5_000 });
  assert.equal(textAt(reply, ['event', 'header', 'name']), 'DeferredResponse');
  const told = first.clock.now();
  await first.stop();

  const second = await startRelay(t, { clock: createVirtualClock(told), section: kept });
  const properties = [{ namespace: 'Alexa.LockController', name: 'lockState', value: 'LOCKED' }];
  const late = await second.call('POST', '/v1/replies/token-1', { body: { properties } });
  assert.equal(late.status, 202, JSON.stringify(late.body));
  const event = await second.store.readEvent(textAt(late.body, ['id']) ?? '');
  assert.equal(event?.customer, CUSTOMER);
  assert.equal(event.expiresAt, told + 60_000);
});
