import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { NewEvent } from '../outbox/outbox-store.ts';
import { CUSTOMER, type DeliveryBench, startBench } from '../test/delivery-bench.ts';
import { ACCEPTED, changedValues, refusal } from '../test/fake-amazon.ts';
import { encodeEventId } from './bucket.ts';

describe('createLaneRunner()', () => {
  it('sleeps when nothing is due and looks no more often than a lease lasts', async t => {
    const bench = await startBench(t);
    let asked = 0;
    bench.intercept('claimLanes', () => {
      asked += 1;
    });
    await bench.advance(10 * bench.config.leaseMs);
    assert.ok(asked <= 11, `asked ${asked} times`);
  });

  it('sends an event of a customer whose other event is still out, when woken for that customer', async t => {
    const bench = await startBench(t);
    await bench.putPower('ON');
    await bench.settle();
    bench.amazon.onEvent = event => (event.endpointId === 'hanging' ? 'hang' : ACCEPTED);
    await bench.putPower('ON', { endpointId: 'hanging' });
    await bench.settle();
    const id = await bench.putPower('ON', { endpointId: 'lamp-2' });
    await bench.settle();
    assert.equal((await bench.read(id)).status, 'delivered');
  });

  it('works an event at once that is committed through it, with one transaction until it is sent', async t => {
    const bench = await startBench(t);
    const asked: string[] = [];
    for (const method of ['claimLanes', 'claimMore', 'releaseLane'] as const)
      bench.intercept(method, () => asked.push(method));
    const event = await acceptThrough(bench, 'lamp-1');
    assert.equal(bench.amazon.events.length, 1);
    assert.equal((await bench.read(event.id)).status, 'delivered');
    assert.deepEqual(asked, ['claimLanes'], 'only the look for others once the lane is free again');
    assert.equal((await bench.store.readLane(CUSTOMER)).state, 'idle');
  });

  it('leaves what is committed through it to the lane that is held already', async t => {
    const bench = await startBench(t);
    await acceptThrough(bench, 'lamp-1');
    bench.amazon.onEvent = event => (event.endpointId === 'hanging' ? 'hang' : ACCEPTED);
    await acceptThrough(bench, 'hanging');
    const event = await acceptThrough(bench, 'lamp-2');
    assert.equal((await bench.read(event.id)).status, 'pending', 'nobody was told');
    bench.runner.wake(CUSTOMER);
    await bench.settle();
    assert.equal((await bench.read(event.id)).status, 'delivered');
  });

  it('claims nothing with a commit while as many lanes are held as may be', async t => {
    const bench = await startBench(t, { config: { lanes: 1 } });
    await bench.finish(bench.acceptGrant('NA', 'GATEHOUSE-CODE-2', 'customer-2'));
    await bench.advance(bench.config.discoverGraceMs);
    bench.amazon.onEvent = event => (event.endpointId === 'hanging' ? 'hang' : ACCEPTED);
    await acceptThrough(bench, 'hanging');
    const event = await acceptThrough(bench, 'lamp-1', 'customer-2');
    assert.equal((await bench.store.readLane('customer-2')).state, 'due');
    assert.equal(bench.amazon.events.length, 1);
    await bench.advance(bench.config.slowAfterMs);
    assert.equal((await bench.read(event.id)).status, 'delivered');
  });

  it('outlives a store that fails to claim, without asking it in a loop', async t => {
    const bench = await startBench(t);
    let asked = 0;
    bench.intercept('claimLanes', () => {
      asked += 1;
      if (asked <= 5) throw new TypeError('The disk is full');
    });
    const id = await bench.putPower('ON');
    for (let i = 0; i < 100; i++) bench.runner.wake();
    await bench.settle();
    assert.equal(asked, 1, 'being woken does not shorten the pause after a failure');
    await bench.advance(20_000);
    assert.equal((await bench.read(id)).status, 'delivered');
    assert.equal(bench.log.lines.filter(line => line.level === 'error').length, 5);
  });

  it('writes a settlement again when the store failed, and does not send twice', async t => {
    const bench = await startBench(t);
    let asked = 0;
    bench.intercept('settle', () => {
      asked += 1;
      if (asked <= 3) throw new TypeError('The disk is full');
    });
    const id = await bench.putPower('ON');
    await bench.advance(10_000);
    assert.equal((await bench.read(id)).status, 'delivered');
    assert.equal(bench.amazon.events.length, 1);
  });

  it('gives a lane up until its lease ends when it cannot be settled at all', async t => {
    const bench = await startBench(t);
    let broken = true;
    bench.intercept('settle', () => {
      if (broken) throw new TypeError('The disk is full');
    });
    const id = await bench.putPower('ON');
    await bench.advance(15_000);
    broken = false;
    await bench.advance(2 * bench.config.leaseMs);
    assert.equal((await bench.read(id)).status, 'delivered');
    assert.equal(new Set(bench.amazon.events.map(event => event.messageId)).size, 1, 'the same message again');
  });

  it('outlives a store that fails between claim and send', async t => {
    const bench = await startBench(t, { linked: 'unknown' });
    let asked = 0;
    bench.intercept('correctRegion', () => {
      asked += 1;
      if (asked === 1) throw new TypeError('The disk is full');
    });
    const id = await bench.putPower('ON');
    await bench.advance(10_000);
    assert.equal((await bench.read(id)).status, 'delivered');
  });

  it('probes a held skill with the next event, when there was none at the time of the probe', async t => {
    const bench = await startBench(t);
    bench.amazon.onEvent = () => refusal(403, 'INSUFFICIENT_PERMISSION_EXCEPTION');
    await bench.putContact('DETECTED', { expiresInMs: 30_000 });
    await bench.advance(2 * bench.config.probeMs + 1_000);
    assert.equal(bench.amazon.events.length, 1, 'what was held is over, and nothing else is there');
    bench.amazon.onEvent = () => ACCEPTED;
    const id = await bench.putContact('NOT_DETECTED', { expiresInMs: 30_000 });
    await bench.advance(1_000);
    assert.equal((await bench.read(id)).status, 'delivered');
  });

  it('prolongs its leases while a send takes long', async t => {
    const bench = await startBench(t, { config: { leaseMs: 3_000 } });
    bench.amazon.onEvent = () => 'hang';
    await bench.putPower('ON');
    const other = bench.addRunner();
    other.start();
    await bench.advance(9_000);
    assert.equal(bench.amazon.events.length, 1, 'nobody else has claimed the lane');
    await other.stop({ drainMs: 0 });
  });

  it('writes nothing for a lane that was lost to another runner', async t => {
    const bench = await startBench(t);
    bench.intercept('renewLeases', () => {
      throw new TypeError('The network is down');
    });
    bench.amazon.onEvent = () => (bench.amazon.events.length === 1 ? 'hang' : ACCEPTED);
    const id = await bench.putPower('ON');
    await bench.settle();
    const [lane] = await bench.store.claimLanes({
      ...{
        owner: 'other',
        now: bench.clock.now() + bench.config.leaseMs,
        leaseUntil: bench.clock.now() + 1e9,
        lanes: 1,
        events: 1,
      },
    });
    assert.ok(lane !== undefined);
    await bench.advance(bench.config.timeoutMs);
    assert.deepEqual((await bench.read(id)).attempts, []);
    await bench.store.releaseLane({ customer: CUSTOMER, epoch: lane.epoch, at: bench.clock.now() });
    await bench.advance(2 * bench.config.leaseMs);
    assert.equal((await bench.read(id)).status, 'delivered');
  });

  it('lets what is in flight finish when it stops, and leaves the rest in the store', async t => {
    const bench = await startBench(t, { config: { inFlight: 1 } });
    bench.amazon.onEvent = () => 'hang';
    await bench.putPower('ON', { endpointId: 'lamp-1' });
    await bench.putPower('ON', { endpointId: 'lamp-2' });
    await bench.settle();
    await Promise.all([bench.runner.stop({ drainMs: 60_000 }), bench.advance(bench.config.timeoutMs)]);
    assert.equal(bench.amazon.events.length, 1);
    const { pending } = await bench.store.readLedger();
    assert.equal(pending, 2);
    bench.amazon.onEvent = () => ACCEPTED;
    bench.runner = bench.addRunner();
    bench.runner.start();
    await bench.advance(5_000);
    assert.equal((await bench.store.readLedger()).delivered, 2);
    const [first, ...later] = bench.amazon.events;
    assert.ok(
      later.some(event => event.messageId === first?.messageId),
      'the cut event goes out again as the same message',
    );
  });

  it('cuts off what is still out when the drain time is over, and counts the try', async t => {
    const bench = await startBench(t);
    bench.amazon.onEvent = () => 'hang';
    const id = await bench.putPower('ON');
    await bench.settle();
    await Promise.all([bench.runner.stop({ drainMs: 2_000 }), bench.advance(2_000)]);
    const { status, attempts } = await bench.read(id);
    assert.deepEqual([status, attempts.length], ['pending', 1]);
  });

  it('keeps the order of an endpoint across a restart', async t => {
    const bench = await startBench(t);
    bench.amazon.onEvent = () => refusal(503, 'SERVICE_UNAVAILABLE_EXCEPTION');
    await bench.putContact('DETECTED');
    await bench.putContact('NOT_DETECTED');
    await bench.settle();
    await bench.runner.stop({ drainMs: 0 });
    bench.amazon.onEvent = () => ACCEPTED;
    bench.runner = bench.addRunner();
    bench.runner.start();
    await bench.advance(60_000);
    assert.deepEqual(bench.amazon.events.flatMap(changedValues), ['DETECTED', 'DETECTED', 'NOT_DETECTED']);
  });

  it('starts once and stops twice', async t => {
    const bench = await startBench(t);
    bench.runner.start();
    await bench.runner.stop({ drainMs: 0 });
    await bench.runner.stop({ drainMs: 0 });
  });
});

/** Commits an edge report through the runner, and lets it go as far as it goes. */
async function acceptThrough(bench: DeliveryBench, endpointId: string, customer: string = CUSTOMER): Promise<NewEvent> {
  const at = bench.clock.now();
  const value = { namespace: 'Alexa.ContactSensor', name: 'detectionState', value: 'DETECTED' };
  const properties = [{ ...value, timeOfSample: at, uncertaintyInMilliseconds: 0 }];
  const event: NewEvent = {
    id: encodeEventId(customer, bench.random.uuid()),
    messageId: bench.random.uuid(),
    class: 'edge',
    kind: 'ChangeReport',
    orderKey: endpointId,
    endpointId,
    draft: { type: 'changes', cause: 'PHYSICAL_INTERACTION', properties },
  };
  const result = await bench.finish(bench.runner.accept({ customer, at, shadows: [], events: [event] }));
  assert.equal(result.type, 'committed');
  return event;
}
