import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type DeliveryBench, startBench } from './delivery-bench.ts';
import { ACCEPTED, refusal } from './fake-amazon.ts';

const CUSTOMERS = 6;
const config = { breakerCustomers: 4 };

async function startTown(t: Parameters<typeof startBench>[0]): Promise<{ bench: DeliveryBench; names: string[] }> {
  const bench = await startBench(t, { config });
  const names = Array.from({ length: CUSTOMERS }, (_, index) => `home-${index}`);
  for (const name of names) {
    const answer = await bench.acceptGrant('EU', `GATEHOUSE-CODE-${name}`, name);
    assert.equal(answer.type, 'accepted');
  }
  await bench.advance(bench.config.discoverGraceMs);
  return { bench, names };
}

describe('a region that fails', () => {
  it('is probed with one lane while the others wait and their levels coalesce, and goes on when it answers', async t => {
    const { bench, names } = await startTown(t);
    bench.amazon.onEvent = event => (event.region === 'EU' ? refusal(503, 'SERVICE_UNAVAILABLE_EXCEPTION') : ACCEPTED);
    for (const customer of names) {
      await bench.putPower('ON', { customer });
      await bench.settle();
    }
    const before = bench.amazon.events.length;
    assert.equal(before, config.breakerCustomers, 'the rest is not sent any more');
    const waiting = await Promise.all(names.map(name => bench.finish(bench.store.readLane(name))));
    assert.ok(waiting.some(({ reason = '' }) => /region EU fails for many customers/.test(reason)));

    for (let flips = 0; flips < 5; flips++) {
      for (const customer of names) await bench.putPower(flips % 2 === 0 ? 'OFF' : 'ON', { customer });
      await bench.advance(6_000);
    }
    const probes = bench.amazon.events.slice(before);
    assert.ok(probes.length >= 2 && probes.length <= 5, `${probes.length} probes in 30 s`);
    const elsewhere = await bench.putPower('ON');
    await bench.settle();
    assert.equal((await bench.read(elsewhere)).status, 'delivered', 'another region is not stopped');

    bench.amazon.onEvent = () => ACCEPTED;
    await bench.advance(120_000);
    const { pending, delivered, coalesced } = await bench.store.readLedger();
    assert.deepEqual([pending, delivered], [0, CUSTOMERS + 1]);
    assert.equal(coalesced, CUSTOMERS * 5);
    const told = bench.log.lines.filter(({ message }) => message.startsWith('A region ')).map(({ level }) => level);
    assert.deepEqual(told, ['error', 'info'], 'said once when it began, and once when it was over');
  });
});
