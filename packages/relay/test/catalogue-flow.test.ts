import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isJsonObject } from '@gatehouse/protocol';
import { CUSTOMER, type DeliveryBench, startBench } from './delivery-bench.ts';
import { ACCEPTED, type FakeAnswer, type HeardEvent, refusal } from './fake-amazon.ts';

const TOO_LARGE = refusal(413, 'REQUEST_ENTITY_TOO_LARGE_EXCEPTION');

/** The endpointIds that a report names. */
function endpointIds({ message }: HeardEvent): string[] {
  const event = isJsonObject(message) ? message.event : undefined;
  const payload = isJsonObject(event) ? event.payload : undefined;
  const endpoints = isJsonObject(payload) && Array.isArray(payload.endpoints) ? payload.endpoints : [];
  return endpoints.map(endpoint => String(isJsonObject(endpoint) && endpoint.endpointId));
}

async function putEndpoints(bench: DeliveryBench, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, i) => `lamp-${i}`);
  for (const endpointId of ids) {
    const description = JSON.stringify({ endpointId, friendlyName: endpointId });
    const announce = {
      ...({ id: `evt_000_${bench.random.uuid()}`, class: 'catalogue', kind: 'AddOrUpdateReport' } as const),
      ...({ messageId: bench.random.uuid(), orderKey: endpointId, endpointId, draft: { type: 'put' } } as const),
    };
    await bench.store.putEndpoint({
      customer: CUSTOMER,
      endpoint: { endpointId, description },
      at: bench.clock.now(),
      announce,
    });
  }
  return ids;
}

/** A bench whose runner begins only when everything is queued. */
async function startQueued(
  t: Parameters<typeof startBench>[0],
  count: number,
  answer: (event: HeardEvent) => FakeAnswer,
): Promise<{ bench: DeliveryBench; ids: string[] }> {
  const bench = await startBench(t);
  await bench.runner.stop({ drainMs: 0 });
  bench.amazon.onEvent = answer;
  const ids = await putEndpoints(bench, count);
  bench.runner = bench.addRunner();
  bench.runner.start();
  return { bench, ids };
}

describe('delivery of the catalogue', () => {
  it('announces 301 endpoints in two messages', async t => {
    const { bench, ids } = await startQueued(t, 301, () => ACCEPTED);
    await bench.settle();
    const sent = bench.amazon.events.map(endpointIds);
    assert.deepEqual(sent.map(part => part.length).sort(), [1, 300]);
    assert.deepEqual(sent.flat().sort(), [...ids].sort());
    assert.equal((await bench.store.readLedger()).delivered, 301);
  });

  it('halves what is too large until it fits', async t => {
    const { bench, ids } = await startQueued(t, 10, event => (endpointIds(event).length > 3 ? TOO_LARGE : ACCEPTED));
    await bench.settle();
    const accepted = bench.amazon.events.map(endpointIds).filter(part => part.length <= 3);
    assert.deepEqual(accepted.flat().sort(), [...ids].sort());
    assert.equal(new Set(bench.amazon.events.map(event => event.messageId)).size, bench.amazon.events.length);
    assert.equal((await bench.store.readLedger()).delivered, 10);
  });

  it('buries the one endpoint that is refused and announces the others', async t => {
    const refuse = (event: HeardEvent): FakeAnswer =>
      endpointIds(event).includes('lamp-5') ? refusal(400, 'INVALID_REQUEST_EXCEPTION') : ACCEPTED;
    const { bench } = await startQueued(t, 12, refuse);
    await bench.settle();
    const { delivered, dead, pending } = await bench.store.readLedger();
    assert.deepEqual({ delivered, dead, pending }, { delivered: 11, dead: 1, pending: 0 });
  });

  it('buries a single endpoint that is too large', async t => {
    const { bench } = await startQueued(t, 1, () => TOO_LARGE);
    await bench.settle();
    assert.equal((await bench.store.readLedger()).dead, 1);
    assert.equal(bench.amazon.events.length, 1);
  });

  it('sends smaller parts when the gateway breaks on a large report, and never more than four times the same', async t => {
    const breaks = (event: HeardEvent): FakeAnswer =>
      endpointIds(event).length > 2 ? refusal(500, 'INTERNAL_SERVICE_EXCEPTION') : ACCEPTED;
    const { bench } = await startQueued(t, 8, breaks);
    await bench.advance(120_000);
    assert.equal((await bench.store.readLedger()).delivered, 8);
    const byMessage = Map.groupBy(bench.amazon.events, event => event.messageId);
    for (const sends of byMessage.values()) {
      assert.ok(sends.length <= 4);
      assert.equal(new Set(sends.map(send => JSON.stringify(endpointIds(send)))).size, 1, 'the same message each time');
    }
  });

  it('sends a merged report again as the same message', async t => {
    let refusals = 2;
    const { bench } = await startQueued(t, 20, () =>
      refusals-- > 0 ? refusal(503, 'SERVICE_UNAVAILABLE_EXCEPTION') : ACCEPTED,
    );
    await bench.settle();
    await putEndpoints(bench, 21);
    await bench.advance(10_000);
    const sent = bench.amazon.events.filter(event => event.messageId === bench.amazon.events[0]?.messageId);
    assert.deepEqual(
      sent.map(send => endpointIds(send).length),
      [20, 20, 20],
    );
    assert.equal((await bench.store.readLedger()).delivered, 21);
  });

  it('sends a merged report again whole when other events have gone before it and end at different times', async t => {
    let refusals = 1;
    const { bench } = await startQueued(t, 12, () =>
      refusals-- > 0 ? refusal(503, 'SERVICE_UNAVAILABLE_EXCEPTION') : ACCEPTED,
    );
    await bench.settle();
    for (let i = 0; i < 10; i++) await bench.putPower('ON', { endpointId: `plug-${i}` });
    await bench.advance(10_000);
    const sent = bench.amazon.events.filter(event => event.messageId === bench.amazon.events[0]?.messageId);
    assert.deepEqual(
      sent.map(send => endpointIds(send).length),
      [12, 12],
    );
    assert.equal((await bench.store.readLedger()).delivered, 22);
  });

  it('removes endpoints in one DeleteReport', async t => {
    const { bench, ids } = await startQueued(t, 3, () => ACCEPTED);
    await bench.settle();
    await bench.runner.stop({ drainMs: 0 });
    for (const endpointId of ids) {
      const announce = {
        ...({ id: `evt_000_${bench.random.uuid()}`, class: 'catalogue', kind: 'DeleteReport' } as const),
        ...({ messageId: bench.random.uuid(), orderKey: endpointId, endpointId, draft: { type: 'delete' } } as const),
      };
      await bench.store.deleteEndpoint({ customer: CUSTOMER, endpointId, at: bench.clock.now(), announce });
    }
    bench.runner = bench.addRunner();
    bench.runner.start();
    await bench.settle();
    const last = bench.amazon.events.at(-1);
    assert.deepEqual([last?.name, last && endpointIds(last)], ['DeleteReport', ids]);
  });
});
