import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { deferredResponse, response, textAt } from '@gatehouse/protocol';
import { createVirtualClock } from '@gatehouse/testing';
import { createRelayConfig } from '../config/create-relay-config.ts';
import type { LedgerCounts } from '../outbox/outbox-store.ts';
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
  const told = (await answers).map(one => (one.status === 'fulfilled' ? one.value.body : undefined));
  assert.equal(textAt(told[0], ['event', 'payload', 'type']), 'ACCEPT_GRANT_FAILED');
  // The store answers on a disk of its own time, so that the directive may be put off or given up.
  assert.match(textAt(told[1], ['event', 'header', 'name']) ?? '', /^(Deferred|Error)Response$/);

  const store = await openStore(createRelayConfig({ section }).store);
  t.after(() => store.close());
  const event = await store.readEvent(accepted[0]?.id ?? '');
  assert.deepEqual([event?.status, event?.attempts.length], ['pending', 1]);
  const { accepted: all, pending, delivered } = await store.readLedger();
  // The last word on the directive that was put off may have been taken in before the end.
  assert.deepEqual({ delivered, pending }, { delivered: 1, pending: all - 1 });
  assert.ok(all >= 2);
});

for (const answer of [
  response({ messageId: 'm-2', correlationToken: 'token-1', endpointId: 'lamp-1', properties: [] }),
  deferredResponse({ messageId: 'm-2', correlationToken: 'token-1' }),
]) {
  const { name } = answer.event.header;
  test(`stop() lets the handler answer a directive that is under way: ${name}`, async t => {
    const clock = createVirtualClock();
    const heard = Promise.withResolvers<void>();
    const release: ((text: string) => void)[] = [];
    const handler = await startHandler(t, () => void heard.resolve(), release);
    const bench = await startRelay(t, { clock, section: { handlerUrl: handler.url } });
    const headers = { 'gatehouse-customer': CUSTOMER };
    const answered = bench.call('POST', '/v1/directives', { body: TURN_ON, headers });
    await heard.promise;
    const stopped = bench.relay.stop();
    await clock.advance(2_000);
    release[0]?.(JSON.stringify(answer));
    assert.equal(textAt((await answered).body, ['event', 'header', 'name']), name);
    await stopped;
    assert.deepEqual(clock.pending(), []);
  });
}

test('stop() says stopping to new connections and to kept ones while something is under way, and then refuses them', async t => {
  const { begun, end, readLedger } = holdLedger();
  const bench = await startRelay(t, { store: { readLedger } });
  const { port } = new URL(bench.url);
  const kept = new Agent({ keepAlive: true, maxSockets: 1 });
  t.after(() => kept.destroy());
  assert.deepEqual(await ask(port, '/healthz', kept), [200, 'keep-alive', 'ok']);
  const underWay = ask(port, '/v1/ledger');
  await begun;

  const stopped = bench.relay.stop('It is told to');
  const refused = [503, 'close', 'stopping'];
  assert.deepEqual(await ask(port, '/v1/customers', kept), refused, 'a connection that was kept');
  for (const path of ['/v1/customers', '/readyz', '/v1/stream']) assert.deepEqual(await ask(port, path), refused, path);
  assert.deepEqual(await ask(port, '/healthz'), [200, 'close', 'ok']);
  end();
  assert.equal((await underWay)[0], 200);
  await stopped;
  await assert.rejects(ask(port, '/healthz'), { code: 'ECONNREFUSED' });
  const said = bench.log.lines.filter(line => /^The relay (stops|has stopped)$/.test(line.message));
  assert.deepEqual(
    said.map(({ level, fields }) => [level, fields.why, fields.requests, typeof fields.tookMs]),
    [
      ['info', 'It is told to', 1, 'undefined'],
      ['info', undefined, undefined, 'number'],
    ],
  );
});

test('stop() lets a request under way finish and says stopping to what comes after it', async t => {
  const { begun, end, readLedger } = holdLedger();
  const bench = await startRelay(t, { store: { readLedger } });
  const socket = connect(Number(new URL(bench.url).port), '127.0.0.1');
  const said = text(socket);
  socket.write('GET /v1/ledger HTTP/1.1\r\nhost: relay\r\n\r\n');
  await begun;
  const stopped = bench.relay.stop();
  socket.write('GET /v1/ledger HTTP/1.1\r\nhost: relay\r\n\r\n');
  // The answer to the second request waits behind the first one: only the log shows that it is there.
  while (!bench.log.lines.some(line => line.fields.code === 'stopping')) {
    await new Promise(resolve => setTimeout(resolve, 5));
  }
  end();
  await stopped;
  const answers = await said;
  assert.match(answers, /^HTTP\/1.1 200 .*"balanced":true/s);
  assert.match(answers, /HTTP\/1.1 503 .*retry-after: 2\r\n.*"code":"stopping"/s);
  assert.ok(
    bench.log.lines.every(({ level }) => level !== 'error'),
    'a stop is no failure',
  );
});

test('stop() with nothing under way ends at once, though connections are kept', async t => {
  const bench = await startRelay(t);
  const { port } = new URL(bench.url);
  const kept = new Agent({ keepAlive: true });
  t.after(() => kept.destroy());
  assert.equal((await ask(port, '/healthz', kept))[0], 200);
  const began = performance.now();
  await bench.relay.stop();
  assert.ok(performance.now() - began < 900, 'the connections are closed, and not waited for');
});

/** A ledger that is read until it is told to end. */
function holdLedger() {
  const begun = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<LedgerCounts>();
  const readLedger = (): Promise<LedgerCounts> => {
    begun.resolve();
    return ended.promise;
  };
  const none = { pending: 0, delivered: 0, coalesced: 0, expired: 0, dead: 0, dropped: 0, parked: 0, accepted: 0 };
  return { begun: begun.promise, end: () => ended.resolve(none), readLedger };
}

/** Status, header `connection`, and what the body says of itself. */
function ask(port: string, path: string, agent: Agent | false = false): Promise<readonly unknown[]> {
  return new Promise((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, path, agent }, response => {
      text(response).then(body => {
        const { code, status } = JSON.parse(body) as Record<string, string>;
        resolve([response.statusCode, response.headers.connection, code ?? status]);
      }, reject);
    });
    request.on('error', reject);
  });
}
