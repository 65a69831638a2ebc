import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { doorbellPress, encodeTimestamp, response } from '@gatehouse/protocol';
import { assertNoSecret } from '@gatehouse/testing';
import { CUSTOMER, type DeliveryBench, startBench } from './delivery-bench.ts';
import { ACCEPTED, changedValues, refusal } from './fake-amazon.ts';

const BUSY = refusal(429, 'THROTTLING_EXCEPTION');
const DOWN = refusal(503, 'SERVICE_UNAVAILABLE_EXCEPTION');

async function addReply(bench: DeliveryBench, expiresInMs: number): Promise<string> {
  const message = response({ messageId: 'm', correlationToken: 'token-1', endpointId: 'lamp-1', properties: [] });
  return bench.add({
    class: 'reply',
    kind: 'Response',
    orderKey: 'reply:token-1',
    draft: { type: 'message', message },
    expiresInMs,
  });
}

describe('delivery', () => {
  it('sends a level change as a report, once, and notes what Alexa has by it', async t => {
    const bench = await startBench(t);
    const id = await bench.putPower('ON');
    await bench.settle();
    const [event, ...more] = bench.amazon.events;
    assert.deepEqual(more, []);
    assert.deepEqual([event?.region, event?.name, event?.endpointId], ['NA', 'ChangeReport', 'lamp-1']);
    assert.deepEqual(event && changedValues(event), ['ON']);
    const record = await bench.read(id);
    assert.deepEqual([record.status, record.messageId], ['delivered', event?.messageId]);
    assert.deepEqual(
      record.attempts.map(({ status, outcome, region }) => [status, outcome, region]),
      [[202, 'accepted', 'NA']],
    );
    const shadow = await bench.store.readShadow(CUSTOMER, 'lamp-1');
    assert.equal(shadow.properties[0]?.reported?.value, 'ON');
  });

  it('says the last value once when a lamp was switched many times while the gateway was down', async t => {
    const bench = await startBench(t);
    bench.amazon.onEvent = () => DOWN;
    await bench.putPower('ON');
    await bench.settle();
    for (let i = 0; i < 20; i++) await bench.putPower(i % 2 === 0 ? 'OFF' : 'ON');
    await bench.putPower('OFF');
    bench.amazon.onEvent = () => ACCEPTED;
    const before = bench.amazon.events.length;
    await bench.advance(120_000);
    const after = bench.amazon.events.slice(before);
    assert.deepEqual(after.map(changedValues), [['OFF']]);
    const { coalesced, delivered, pending } = await bench.store.readLedger();
    assert.deepEqual({ coalesced, delivered, pending }, { coalesced: 21, delivered: 1, pending: 0 });
  });

  it('says nothing when a lamp is back at what Alexa has', async t => {
    const bench = await startBench(t);
    await bench.putPower('ON');
    await bench.settle();
    await bench.runner.stop({ drainMs: 0 });
    await bench.putPower('OFF');
    const id = await bench.putPower('ON');
    bench.runner = bench.addRunner();
    bench.runner.start();
    await bench.settle();
    assert.equal(bench.amazon.events.length, 1);
    assert.equal((await bench.read(id)).status, 'coalesced');
  });

  it('sends every flip of a sensor, in order, one after the other', async t => {
    const bench = await startBench(t);
    const values = Array.from({ length: 10 }, (_, i): 'DETECTED' | 'NOT_DETECTED' =>
      i % 2 === 0 ? 'DETECTED' : 'NOT_DETECTED',
    );
    for (const value of values) await bench.putContact(value);
    await bench.settle();
    assert.deepEqual(bench.amazon.events.flatMap(changedValues), values);
  });

  it('keeps the order of one endpoint when an earlier event has to be sent again', async t => {
    const bench = await startBench(t);
    let refusals = 2;
    bench.amazon.onEvent = () => (refusals-- > 0 ? BUSY : ACCEPTED);
    await bench.putContact('DETECTED');
    await bench.putContact('NOT_DETECTED');
    await bench.advance(60_000);
    assert.deepEqual(bench.amazon.events.flatMap(changedValues), ['DETECTED', 'DETECTED', 'DETECTED', 'NOT_DETECTED']);
  });

  it('resends three times with the same messageId, a second apart at least, then as a new message', async t => {
    const bench = await startBench(t);
    bench.amazon.onEvent = () => BUSY;
    const id = await bench.putPower('ON');
    await bench.advance(9_000);
    const sent = [...bench.amazon.events];
    assert.equal(sent.length, 4);
    assert.equal(new Set(sent.map(event => event.messageId)).size, 1);
    sent.slice(1).forEach((event, i) => {
      assert.ok(event.at - (sent[i]?.at ?? 0) >= 1_000);
    });
    bench.amazon.onEvent = () => ACCEPTED;
    await bench.advance(30_000);
    assert.equal(bench.amazon.events.length, 5);
    assert.notEqual(bench.amazon.events[4]?.messageId, sent[0]?.messageId);
    const record = await bench.read(id);
    assert.deepEqual([record.status, record.attempts.length], ['delivered', 5]);
    assert.match(
      record.decisions.map(decision => decision.why).join('\n'),
      /resend 1 of at most 3.*\n.*resend 2.*\n.*resend 3.*\n.*used up/,
    );
  });

  it('honours Retry-After', async t => {
    const bench = await startBench(t);
    bench.amazon.onEvent = () => refusal(429, 'THROTTLING_EXCEPTION', { 'retry-after': '20' });
    await bench.putPower('ON');
    await bench.advance(19_900);
    assert.equal(bench.amazon.events.length, 1);
    await bench.advance(100);
    assert.equal(bench.amazon.events.length, 2);
  });

  it('does not send an event whose time to live has passed', async t => {
    const bench = await startBench(t);
    await bench.runner.stop({ drainMs: 0 });
    const message = doorbellPress({
      messageId: 'm',
      endpointId: 'door-1',
      timestamp: encodeTimestamp(bench.clock.now()),
    });
    const id = await bench.add({
      class: 'edge',
      kind: 'DoorbellPress',
      endpointId: 'door-1',
      draft: { type: 'message', message },
      expiresInMs: 30_000,
    });
    await bench.advance(30_000);
    bench.runner = bench.addRunner();
    bench.runner.start();
    await bench.settle();
    assert.deepEqual(bench.amazon.events, []);
    assert.equal((await bench.read(id)).status, 'expired');
  });

  it('sends a reply before its deadline or not at all', async t => {
    const bench = await startBench(t);
    bench.amazon.onEvent = () => DOWN;
    const id = await addReply(bench, 8_000);
    const deadline = bench.clock.now() + 8_000;
    await bench.advance(60_000);
    assert.ok(bench.amazon.events.length >= 3);
    assert.ok(bench.amazon.events.every(event => event.at < deadline));
    assert.equal((await bench.read(id)).status, 'expired');
  });

  it('ends a reply that came too late for Alexa and goes on with the lane', async t => {
    const bench = await startBench(t);
    bench.amazon.onEvent = event =>
      event.name === 'Response' ? refusal(404, 'ACCOUNT_NOT_FOUND_EXCEPTION') : ACCEPTED;
    const reply = await addReply(bench, 8_000);
    const report = await bench.putPower('ON');
    await bench.settle();
    assert.deepEqual([(await bench.read(reply)).status, (await bench.read(report)).status], ['expired', 'delivered']);
  });

  it('buries a refused event at once and goes on with the lane', async t => {
    const bench = await startBench(t);
    bench.amazon.onEvent = event => (event.endpointId === 'bad' ? refusal(400, 'INVALID_REQUEST_EXCEPTION') : ACCEPTED);
    const bad = await bench.putPower('ON', { endpointId: 'bad' });
    const good = await bench.putPower('ON', { endpointId: 'good' });
    await bench.settle();
    assert.deepEqual([(await bench.read(bad)).status, (await bench.read(good)).status], ['dead', 'delivered']);
    assert.equal(bench.amazon.events.length, 2);
    const [warning] = bench.log.lines.filter(({ message }) => message === 'An event was given up');
    assert.deepEqual([warning?.level, warning?.fields.id], ['warn', bad]);
    assert.match(String(warning?.fields.why), /400/);
  });

  it('warns once a turn of events that are given up', async t => {
    const bench = await startBench(t);
    bench.amazon.onEvent = () => refusal(400, 'INVALID_REQUEST_EXCEPTION');
    for (let i = 0; i < 5; i++) await bench.putPower('ON', { endpointId: `bad-${i}` });
    await bench.settle();
    assert.equal((await bench.store.readLedger()).dead, 5);
    const warnings = bench.log.lines.filter(({ message }) => message === 'An event was given up');
    assert.ok(warnings.length > 0 && warnings.length < 5, `${warnings.length} warnings`);
  });

  it('sends again after a time-out and after a cut connection', async t => {
    const bench = await startBench(t);
    const answers = ['hang', 'cut', ACCEPTED] as const;
    bench.amazon.onEvent = () => answers[bench.amazon.events.length - 1] ?? ACCEPTED;
    const id = await bench.putPower('ON');
    await bench.advance(20_000);
    const record = await bench.read(id);
    assert.equal(record.status, 'delivered');
    assert.deepEqual(
      record.attempts.map(({ outcome, status }) => [outcome, status]),
      [
        ['again', undefined],
        ['again', undefined],
        ['accepted', 202],
      ],
    );
    assert.equal(new Set(bench.amazon.events.map(event => event.messageId)).size, 1);
  });

  it('does not let a customer whose gateway hangs delay another', async t => {
    const bench = await startBench(t);
    await bench.acceptGrant('NA', 'GATEHOUSE-CODE-2', 'customer-2');
    await bench.advance(bench.config.discoverGraceMs);
    bench.amazon.onEvent = event => (event.endpointId === 'hanging' ? 'hang' : ACCEPTED);
    await bench.putPower('ON', { endpointId: 'hanging' });
    await bench.settle();
    const id = await bench.putPower('ON', { customer: 'customer-2' });
    await bench.settle();
    assert.equal((await bench.read(id)).status, 'delivered');
  });

  it('lets events of different endpoints fly at the same time, and not more than allowed', async t => {
    const bench = await startBench(t, { config: { inFlight: 3 } });
    await bench.putPower('ON');
    await bench.settle();
    bench.amazon.onEvent = () => 'hang';
    for (let i = 2; i < 7; i++) await bench.putPower('ON', { endpointId: `lamp-${i}` });
    await bench.settle();
    assert.equal(bench.amazon.events.length, 1 + 3);
  });

  it('sends one event first to a customer not heard from lately, and the others when it is accepted', async t => {
    const bench = await startBench(t);
    bench.amazon.onEvent = () => 'hang';
    const ids = [];
    for (let i = 1; i < 6; i++) ids.push(await bench.putPower('ON', { endpointId: `lamp-${i}` }));
    await bench.settle();
    assert.equal(bench.amazon.events.length, 1);
    bench.amazon.onEvent = () => ACCEPTED;
    await bench.advance(bench.config.timeoutMs + 2_000);
    for (const id of ids) assert.equal((await bench.read(id)).status, 'delivered');
    assert.equal(bench.amazon.events.length, 1 + 5);
  });

  it('puts no token into log, record or decision', async t => {
    const bench = await startBench(t);
    bench.amazon.onEvent = event => ({
      status: 400,
      body: { payload: { code: event.token, description: event.token } },
    });
    const id = await bench.putPower('ON');
    await bench.settle();
    assertNoSecret(bench.log.text(), 'the log');
    assertNoSecret(JSON.stringify(await bench.read(id)), 'the record');
  });
});
