import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { createVirtualClock } from '@gatehouse/testing';
import { CUSTOMER, type RelayBench, startRelay } from '../test/relay-bench.ts';
import { openStream } from '../test/stream-client.ts';

const power = (value: string): object => ({ namespace: 'Alexa.PowerController', name: 'powerState', value });

async function startLinked(t: TestContext): Promise<RelayBench> {
  const bench = await startRelay(t);
  await bench.putLamp();
  await bench.link();
  return bench;
}

describe('GET /v1/stream', () => {
  it('tells what becomes of an event, from its acceptance to its delivery', async t => {
    const bench = await startLinked(t);
    const stream = await openStream(t, bench.url);
    assert.equal(stream.type, 'text/event-stream');
    const { body } = await bench.patch([power('ON')]);
    const id = (body as { accepted: { id: string }[] }).accepted[0]?.id;
    const accepted = await stream.next('accepted');
    const { at, event, ...rest } = accepted.data;
    assert.match(String(at), /^\d{4}-\d\d-\d\dT.*Z$/);
    assert.deepEqual(rest, { customer: CUSTOMER, status: 'accepted' });
    const { messageId, ...facts } = event as Record<string, unknown>;
    assert.deepEqual(facts, { id, class: 'level', kind: 'ChangeReport', endpointId: 'lamp-1' });
    const { data } = await stream.next('delivered');
    assert.deepEqual(data.event, { messageId, ...facts });
    assert.equal((data.attempt as Record<string, unknown>).status, 202);
    assert.ok(accepted.id !== undefined && accepted.id !== '');
  });

  it('tells of a dead event, and why', async t => {
    const bench = await startLinked(t);
    const stream = await openStream(t, bench.url);
    bench.amazon.plan({ path: 'events' }, { status: 400, code: 'INVALID_REQUEST_EXCEPTION' });
    await bench.patch([power('ON')]);
    const { data } = await stream.next('dead');
    assert.match(String(data.why), /400|INVALID_REQUEST/);
  });

  it('tells of a link that is given, lost and given anew, and of its lane', async t => {
    const bench = await startRelay(t);
    await bench.putLamp();
    const stream = await openStream(t, bench.url);
    await bench.link();
    assert.equal(((await stream.next('link')).data.link as Record<string, unknown>).state, 'active');
    bench.amazon.revoke(CUSTOMER);
    bench.amazon.plan({ path: 'token' }, { code: 'invalid_grant' });
    await bench.patch([power('ON')]);
    assert.equal((await stream.next('parked')).data.customer, CUSTOMER);
    const { state, remedy } = (await stream.next('link')).data.link as Record<string, unknown>;
    assert.equal(state, 'lost');
    assert.equal(typeof remedy, 'string');
    await bench.call('POST', `/v1/customers/${CUSTOMER}/resume`);
    assert.equal((await stream.next('resumed')).data.events, 1);
    assert.equal((await bench.call('DELETE', `/v1/customers/${CUSTOMER}/grant`)).status, 204);
    let link = await stream.next('link');
    while ((link.data.link as Record<string, unknown>).state !== 'none') link = await stream.next('link');
    const dropped = await bench.call('POST', `/v1/customers/${CUSTOMER}/drop`);
    assert.deepEqual({ events: (await stream.next('dropped')).data.events }, dropped.body);
  });

  it('tells a listener of the customer and the statuses that it asked for alone', async t => {
    const bench = await startLinked(t);
    const stream = await openStream(t, `${bench.url}`, { query: `?customer=${CUSTOMER}&status=dead,delivered` });
    const others = await openStream(t, `${bench.url}`, { query: '?customer=somebody-else' });
    await bench.patch([power('ON')]);
    assert.equal((await stream.next()).data.status, 'delivered');
    assert.deepEqual(others.heard, []);
  });

  it('refuses a status that there is not, and ids that cannot be', async t => {
    const bench = await startRelay(t);
    for (const query of ['?status=happy', '?status=dead,', '?customer=%01', '?status=dead&status=link']) {
      assert.equal((await bench.call('GET', `/v1/stream${query}`)).status, 400, query);
    }
  });

  it('goes on after the entry that Last-Event-ID names', async t => {
    const bench = await startLinked(t);
    const first = await openStream(t, bench.url);
    await bench.patch([power('ON')]);
    const { id = '' } = await first.next('accepted');
    await first.next('delivered');
    await first.close();
    await bench.patch([power('OFF')]);
    const second = await openStream(t, bench.url, { after: id });
    assert.equal((await second.next()).data.status, 'delivered');
    assert.equal((await second.next()).data.status, 'accepted');
    assert.equal((await second.next()).data.status, 'delivered');
  });

  it('says that something is missing to one who comes from another process', async t => {
    const bench = await startLinked(t);
    const stream = await openStream(t, bench.url, { after: '00000000-0000-4000-8000-000000000000-7' });
    const { event, data } = await stream.next();
    assert.equal(event, 'missed');
    assert.match(String(data.why), /not kept any more/);
  });

  it('says so when the relay stops, ends, and does not hold up the stop', async t => {
    const bench = await startLinked(t);
    const streams = await Promise.all([openStream(t, bench.url), openStream(t, bench.url)]);
    const slow = connect(Number(new URL(bench.url).port), '127.0.0.1');
    slow.write('GET /v1/stream HTTP/1.1\r\nhost: relay\r\n\r\n');
    await once(slow, 'readable');
    const before = performance.now();
    await bench.relay.stop();
    for (const stream of streams) {
      assert.equal((await stream.next()).event, 'end');
      await stream.ended;
    }
    slow.destroy();
    // Far below the eight seconds after which connections are cut off.
    assert.ok(performance.now() - before < 6_000, 'the stop did not wait for the streams');
  });

  it('beats while nothing happens, and keeps no timer afterwards', async t => {
    const clock = createVirtualClock();
    const bench = await startRelay(t, { clock });
    const stream = await openStream(t, bench.url);
    await bench.advance(15_000);
    await stream.comment(2);
    await stream.close();
    await bench.advance(0);
  });

  it('refuses the listener that is one too many', async t => {
    const bench = await startRelay(t);
    for (let i = 0; i < 32; i++) await openStream(t, bench.url);
    const { status, headers } = await bench.call('GET', '/v1/stream');
    assert.deepEqual([status, headers.get('retry-after')], [429, '10']);
  });

  it('answers HEAD with the head alone', async t => {
    const bench = await startRelay(t);
    const answer = await fetch(`${bench.url}/v1/stream`, { method: 'HEAD' });
    assert.deepEqual([answer.status, await answer.text()], [200, '']);
  });

  it('needs an API key that may read', async t => {
    const bench = await startRelay(t, { section: { apiKey: 'gatehouse-secret-stream' } });
    assert.equal((await bench.call('GET', '/v1/stream')).status, 401);
    await openStream(t, bench.url, { key: 'gatehouse-secret-stream' });
  });
});
