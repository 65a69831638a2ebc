import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import { createRecordingLog, createSeededRandom, createVirtualClock } from '@gatehouse/testing';
import { keepingDefaults } from '../config/keeping-config.ts';
import { Intake } from '../outbox/intake.ts';
import type { EventRecord } from '../outbox/outbox-store.ts';
import type { EndpointRef } from '../shadow/shadow-store.ts';
import { openStore } from '../store/open-store.ts';
import { calmProbe, WorkCounter } from '../test/work-counter.ts';
import { Converger, type ConvergerOptions } from './converger.ts';

const POWER = { namespace: 'Alexa.PowerController', name: 'powerState' };
const config = { ...keepingDefaults.convergence, everyMs: 10_000, firstDelayMs: 60_000 };

/** A linked customer, and a store whose lane is emptied by hand: each report ends as the test says. */
async function open(t: TestContext, more: Partial<typeof config> = {}) {
  const store = await openStore({ kind: 'memory' });
  const clock = createVirtualClock();
  const random = createSeededRandom(5);
  const woken: string[] = [];
  const wake = (customer: string): void => void woken.push(customer);
  const rules = { ttlMs: {}, deadlineOf: () => undefined };
  const intake = new Intake({ store, clock, random, rules, wake: () => {} });
  const log = createRecordingLog();
  const work = new WorkCounter();
  const tools = { store: work.watch(store), config: { ...config, ...more }, clock, random, log, wake };
  const converger = new Converger(tools);
  const another = (): Converger => new Converger(tools);
  const settle = (ms: number): Promise<void> =>
    clock.advance(
      ms,
      calmProbe(() => work.running === 0),
    );
  t.after(async () => {
    await converger.stop();
    assert.deepEqual(clock.pending(), []);
    await store.close();
  });
  const grant = { customer: 'c-1', region: 'NA', tokens: 'sealed', expiresAt: clock.now() + 3_600_000 } as const;
  const put = (endpointId: string, value: string) =>
    intake.acceptState('c-1', {
      endpointId,
      cause: 'PHYSICAL_INTERACTION',
      values: [{ ...POWER, value, timeOfSample: clock.now(), uncertaintyInMilliseconds: 0 }],
    });
  const end = async (result: 'dead' | 'delivered'): Promise<number> => {
    const now = clock.now();
    const claim = { owner: 'o', now, leaseUntil: now + 1_000, lanes: 10, events: 1_000 };
    const [lane] = await store.claimLanes(claim);
    if (lane === undefined) return 0;
    const events = lane.events.map(({ id, messageId, shadow = [] }) => ({
      ...{ id, messageId, result, attempts: [], decisions: [{ at: now, what: result, why: 'The test said so' }] },
      reported:
        result === 'delivered'
          ? shadow.map(({ current, namespace, name }) => ({ key: { namespace, name }, sample: current }))
          : [],
    }));
    await store.settle({ customer: 'c-1', epoch: lane.epoch, at: now, events, lane: { type: 'go-on' }, claim: 0 });
    await store.releaseLane({ customer: 'c-1', epoch: lane.epoch, at: now });
    return events.length;
  };
  const events = (): Promise<readonly EventRecord[]> => store.listEvents({ customer: 'c-1', limit: 1_000 });
  return { store, clock, converger, another, settle, grant, put, end, events, woken };
}

type Bench = Awaited<ReturnType<typeof open>>;

async function linkCustomer({ store, grant, clock }: Bench): Promise<void> {
  const { customer, region, tokens, expiresAt } = grant;
  const at = clock.now();
  await store.putGrant({ customer, region, tokens, expiresAt, at, dueAt: at } as Parameters<typeof store.putGrant>[0]);
}

test('Converger reports a refused state once more, then unchanged in pauses that grow, and says so in a decision', async t => {
  const bench = await open(t);
  await linkCustomer(bench);
  await bench.put('lamp-1', 'ON');
  assert.equal(await bench.end('dead'), 1);
  bench.converger.start();
  const at: number[] = [];
  for (let i = 0; i < 60; i++) {
    await bench.settle(10_000);
    if ((await bench.end('dead')) > 0) at.push(bench.clock.now());
  }
  assert.ok(at.length >= 3 && at.length <= 5, `${at.length} tries in ten minutes`);
  const pauses = at.slice(1).map((time, index) => time - (at[index] ?? 0));
  assert.ok(pauses.every((pause, index) => pause >= 60_000 * 2 ** index - 10_000));
  const last = (await bench.events()).at(-1);
  assert.deepEqual([last?.decisions[0]?.what, last?.status], ['converge', 'dead']);
  assert.match(last?.decisions[0]?.why ?? '', /one property .* try \d at this state, and unchanged not before 2026-/);
  assert.ok(bench.woken.includes('c-1'));
});

test('Converger reports nothing that Alexa has, and nothing that is on its way', async t => {
  const bench = await open(t);
  await linkCustomer(bench);
  await bench.put('lamp-1', 'ON');
  assert.equal(await bench.end('delivered'), 1);
  await bench.put('lamp-2', 'ON');
  bench.converger.start();
  await bench.settle(120_000);
  assert.equal((await bench.events()).length, 2);
});

test('Converger makes no storm: a round reports as many endpoints as it may, and goes on with the others', async t => {
  const bench = await open(t, { perRound: 3 });
  await linkCustomer(bench);
  for (let i = 0; i < 7; i++) await bench.put(`lamp-${i}`, 'ON');
  assert.equal(await bench.end('dead'), 7);
  bench.converger.start();
  const perRound: number[] = [];
  for (let i = 0; i < 30; i++) {
    await bench.settle(2_500);
    const ended = await bench.end('delivered');
    if (ended > 0) perRound.push(ended);
  }
  assert.equal(
    perRound.reduce((sum, count) => sum + count, 0),
    7,
  );
  assert.ok(
    perRound.every(count => count <= 3),
    String(perRound),
  );
});

test('hurry() reports what Alexa cannot know after a new link, at once', async t => {
  const bench = await open(t, { everyMs: 3_600_000 });
  await linkCustomer(bench);
  await bench.put('lamp-1', 'ON');
  assert.equal(await bench.end('delivered'), 1);
  bench.converger.start();
  await linkCustomer(bench);
  bench.converger.hurry('c-1');
  await bench.settle(1_000);
  assert.equal(await bench.end('delivered'), 1);
  bench.converger.hurry('c-1');
  await bench.settle(1_000);
  assert.equal(await bench.end('delivered'), 0);
});

test('Converger that begins again after a restart tries a refused state once more and then waits as before', async t => {
  const bench = await open(t, { perRound: 3 });
  await linkCustomer(bench);
  for (let i = 0; i < 5; i++) await bench.put(`lamp-${i}`, 'ON');
  assert.equal(await bench.end('dead'), 5);
  for (let start = 0; start < 3; start++) {
    const converger = start === 0 ? bench.converger : bench.another();
    converger.start();
    const ended: number[] = [];
    for (let round = 0; round < 5; round++) {
      await bench.settle(10_000);
      ended.push(await bench.end('dead'));
    }
    // Each of the five once, never more than a round may report, and nothing before the first delay of a minute is over.
    assert.equal(
      ended.reduce((sum, count) => sum + count, 0),
      5,
      `start ${start}: ${ended}`,
    );
    assert.ok(
      ended.every(count => count <= 3),
      String(ended),
    );
    await converger.stop();
  }
});

test('Converger forgets what a process that died was to forget after a Discover, and reports it at once', async t => {
  const bench = await open(t, { everyMs: 1_000, afterDiscoverMs: 5_000 });
  await linkCustomer(bench);
  const { store, clock } = bench;
  await bench.put('lamp-1', 'ON');
  assert.equal(await bench.end('delivered'), 1);
  await store.forgetReported({ customer: 'c-1', againAt: clock.now() + 5_000 });
  bench.converger.start();
  await bench.settle(4_000);
  assert.equal(await bench.end('delivered'), 1, 'the sweep inside the window, too early for Alexa');
  await bench.settle(5_900);
  assert.equal(await bench.end('delivered'), 0, 'whoever waits for it does it in time');
  await bench.settle(2_000);
  assert.equal(await bench.end('delivered'), 1);
  await bench.settle(600_000);
  assert.equal(await bench.end('delivered'), 0, 'once is enough');
});

/** Endpoints of which Alexa has nothing until they are reported; `forget` makes all of a customer so again. */
class DivergentHomes {
  readonly reported: string[] = [];
  readonly #homes: ReadonlyMap<string, number>;
  readonly #known = new Set<string>();

  constructor(homes: Readonly<Record<string, number>>) {
    this.#homes = new Map(Object.entries(homes));
  }

  forget(customer: string): void {
    for (const one of [...this.#known]) if (one.startsWith(`${customer}/`)) this.#known.delete(one);
  }

  readonly store: ConvergerOptions['store'] = {
    forgetDue: async () => [],
    readShadow: async () => ({ version: 1, properties: [{ ...POWER, class: 'level', current: SAMPLE }] }),
    accept: async ({ customer, events }) => {
      for (const { endpointId } of events) {
        this.#known.add(`${customer}/${endpointId}`);
        this.reported.push(customer);
      }
      return { type: 'committed' };
    },
    listDivergent: async ({ customer: only, after, limit }) => {
      const all = [...this.#homes].flatMap(([customer, count]) =>
        Array.from({ length: count }, (_, index) => ({ customer, endpointId: String(index + 10) })),
      );
      const place = ({ customer, endpointId }: EndpointRef): string => `${customer}/${endpointId}`;
      const left = all.filter(one => !this.#known.has(place(one)) && (only === undefined || one.customer === only));
      const items = left.filter(one => after === undefined || place(one) > place(after)).slice(0, limit);
      const next = items.at(-1);
      return items.length === limit && next !== undefined ? { items, next } : { items };
    },
  };
}

const SAMPLE = { value: 'ON', timeOfSample: 0, uncertaintyInMilliseconds: 0 };

test('Converger reports for everybody, and for others who are in a hurry, while one large home discovers without end', async t => {
  const homes = new DivergentHomes({ 'a-large': 40, 'b-hurried': 2, 'c-quiet': 3 });
  const clock = createVirtualClock();
  const log = createRecordingLog();
  const tools = { store: homes.store, clock, log, random: createSeededRandom(5), wake: () => {} };
  const converger = new Converger({ ...tools, config: { ...config, perRound: 8 } });
  t.after(() => converger.stop());
  converger.start();
  for (let rounds = 0; rounds < 10; rounds++) {
    homes.forget('a-large');
    converger.hurry('a-large');
    if (rounds === 0) converger.hurry('b-hurried');
    await clock.advance(1_000);
  }
  const counts = ['b-hurried', 'c-quiet'].map(one => homes.reported.filter(customer => customer === one).length);
  assert.deepEqual(counts, [2, 3]);
  assert.ok(homes.reported.length > 40, 'and the large home is reported on and on');
});

test('Converger forgets nobody who is in a hurry when the store fails', async t => {
  const homes = new DivergentHomes({ home: 2 });
  let fails = true;
  const asked: string[] = [];
  const listDivergent: ConvergerOptions['store']['listDivergent'] = async filter => {
    if (fails) throw new GatehouseError('store-failed', 'The disk is gone');
    asked.push(filter.customer ?? 'everybody');
    return homes.store.listDivergent(filter);
  };
  const clock = createVirtualClock();
  const tools = { store: { ...homes.store, listDivergent }, clock, log: createRecordingLog(), wake: () => {} };
  const random = createSeededRandom(5);
  const converger = new Converger({ ...tools, random, config: { ...config, everyMs: 10_000 } });
  t.after(() => converger.stop());
  converger.start();
  converger.hurry('home');
  await clock.advance(1_000);
  fails = false;
  await clock.advance(15_000);
  assert.equal(asked[0], 'home');
  assert.deepEqual(homes.reported, ['home', 'home']);
});

test('Converger goes past a hurried customer and an endpoint of which the store fails, says so once a round, and takes both up again', async t => {
  const homes = new DivergentHomes({ 'a-failing': 1, 'b-partly': 2, 'c-well': 2 });
  let fails = true;
  const failure = (): Error => new GatehouseError('store-failed', 'The disk of region EU is gone');
  const { store } = homes;
  const failing: ConvergerOptions['store'] = {
    ...store,
    // The sweep of all answers for the stores that do answer.
    listDivergent: async filter => {
      if (fails && filter.customer === 'a-failing') throw failure();
      const page = await store.listDivergent(filter);
      return fails ? { ...page, items: page.items.filter(({ customer }) => customer !== 'a-failing') } : page;
    },
    accept: async intake => {
      if (fails && intake.events[0]?.endpointId === '10' && intake.customer === 'b-partly') throw failure();
      return store.accept(intake);
    },
  };
  const clock = createVirtualClock();
  const log = createRecordingLog();
  const tools = { store: failing, clock, log, random: createSeededRandom(5), wake: () => {} };
  const converger = new Converger({ ...tools, config: { ...config, everyMs: 10_000 } });
  t.after(() => converger.stop());
  converger.start();
  converger.hurry('a-failing');
  await clock.advance(1_000);
  assert.deepEqual(homes.reported.toSorted(), ['b-partly', 'c-well', 'c-well']);
  assert.deepEqual(
    log.lines.map(({ level, message }) => [level, message]),
    [['error', 'Convergence went past what failed; the next round tries it again']],
  );
  fails = false;
  await clock.advance(15_000);
  assert.deepEqual(homes.reported.toSorted(), ['a-failing', 'b-partly', 'b-partly', 'c-well', 'c-well']);
});
