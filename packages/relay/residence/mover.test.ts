import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import { createRecordingLog, createVirtualClock } from '@gatehouse/testing';
import { encodeEventId } from '../lane/bucket.ts';
import type { NewEvent } from '../outbox/outbox-store.ts';
import { overrideMethods } from '../store/override-methods.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import type { Store } from '../store/store.ts';
import type { MoveStore } from './move-store.ts';
import { openRegionalStore } from './open-regional-store.ts';
import type { MovableStore } from './region-part.ts';

const MOVER = 'customer-1';
const NEIGHBOUR = 'customer-2';
const BRIGHTNESS = { namespace: 'Alexa.BrightnessController', name: 'brightness' };
const AT = 1_767_225_600_000;

const RETIREMENT = { settledBefore: 0, idempotencyBefore: 0, deadlineBefore: 0, limit: 10 };

let numbers = 0;

function eventOf(customer: string, over: Partial<NewEvent> = {}): NewEvent {
  const id = encodeEventId(customer, `00000000-0000-4000-8000-${(++numbers).toString(16).padStart(12, '0')}`);
  const draft = { type: 'message', message: { n: numbers } } as const;
  const endpointId = over.endpointId ?? 'door-1';
  return { id, class: 'edge', kind: 'X', messageId: `m-${numbers}`, orderKey: endpointId, endpointId, draft, ...over };
}

/** A broken wire between mover and stores: what is asked from the `at`-th question on fails, before or after it was done. */
interface Breakage {
  readonly at: number;
  readonly mode: 'before' | 'after';
  readonly lasts: 'once' | 'for ever';
  count: number;
}

function breakable(store: MovableStore, breakage: () => Breakage | undefined): MovableStore {
  const guard = <Answer>(ask: () => Promise<Answer>): (() => Promise<Answer>) => {
    return async () => {
      const one = breakage();
      if (one === undefined) return ask();
      const now = one.count++;
      const broken = one.lasts === 'once' ? now === one.at : now >= one.at;
      if (broken && (one.mode === 'before' || now > one.at)) throw new TypeError('The wire broke');
      const answer = await ask();
      if (broken) throw new TypeError('The answer was lost');
      return answer;
    };
  };
  const moves: MoveStore = {
    beginMove: move => guard(() => store.moves.beginMove(move))(),
    listMoves: () => store.moves.listMoves(),
    readMoved: ask => guard(() => store.moves.readMoved(ask))(),
    readMovedCustomer: customer => guard(() => store.moves.readMovedCustomer(customer))(),
    putMoved: put => guard(() => store.moves.putMoved(put))(),
    finishArrival: arrival => guard(() => store.moves.finishArrival(arrival))(),
    discardArrival: discard => guard(() => store.moves.discardArrival(discard))(),
    finishDeparture: departure => guard(() => store.moves.finishDeparture(departure))(),
    cancelMove: cancel => guard(() => store.moves.cancelMove(cancel))(),
  };
  return overrideMethods(store, { moves, close: async () => {} });
}

/** Two regions whose stores outlive the store that joins them, as files outlive a process, each at a wire of its own. */
async function openRegions(context: TestContext) {
  const [na, eu] = [await openSqliteStore({ memory: true }), await openSqliteStore({ memory: true })];
  context.after(() => Promise.all([na.close(), eu.close()]));
  const wires: { na: Breakage | undefined; eu: Breakage | undefined } = { na: undefined, eu: undefined };
  const clock = createVirtualClock();
  const log = createRecordingLog();
  const open = (): Promise<Store> =>
    openRegionalStore({
      regions: [
        { region: 'NA', open: async () => breakable(na, () => wires.na) },
        { region: 'EU', open: async () => breakable(eu, () => wires.eu) },
      ],
      ...{ fallback: 'NA', clock, log },
    });
  return { na, eu, wires, open, clock, log };
}

async function patch(store: Store, customer: string, value: number): Promise<NewEvent> {
  const { version } = await store.readShadow(customer, 'lamp-1');
  const sample = { value, timeOfSample: AT + value, uncertaintyInMilliseconds: 0 };
  const properties = [{ ...BRIGHTNESS, ...sample, class: 'level', forgetReported: false } as const];
  const draft = { type: 'level', cause: 'APP_INTERACTION', properties: [BRIGHTNESS] } as const;
  const event = eventOf(customer, { class: 'level', endpointId: 'lamp-1', draft });
  const shadows = [{ endpointId: 'lamp-1', expectedVersion: version, properties }];
  await store.accept({
    customer,
    at: AT,
    shadows,
    events: [event],
    idempotency: { key: `k-${value}`, fingerprint: 'f', answer: 'a' },
  });
  return event;
}

/** A customer with something of everything, one event in flight; answers the epoch under which it is. */
async function settleDown(store: Store, customer: string): Promise<{ epoch: number; flying: NewEvent }> {
  await store.putGrant({ customer, tokens: `sealed of ${customer}`, expiresAt: AT + 9, at: AT, dueAt: AT });
  for (const endpointId of ['lamp-1', 'door-1']) {
    const announce = eventOf(customer, { class: 'catalogue', draft: { type: 'put' }, endpointId });
    await store.putEndpoint({
      customer,
      endpoint: { endpointId, description: `{"a":"${endpointId}"}` },
      at: AT,
      announce,
    });
  }
  await patch(store, customer, 1);
  const claim = { owner: 'runner', now: AT, leaseUntil: AT + 30_000, lanes: 1, events: 9 };
  const [first] = await store.claimLanes(claim);
  assert.equal(first?.customer, customer);
  const settled = first.events.map(
    ({ id, messageId }) => ({ id, messageId, result: 'delivered', attempts: [], decisions: [] }) as const,
  );
  const settlement = { customer, epoch: first.epoch, at: AT, lane: { type: 'go-on' }, claim: 0 } as const;
  await store.settle({ ...settlement, events: settled });
  await patch(store, customer, 2);
  await patch(store, customer, 3);
  const doors = Array.from({ length: 6 }, (_, index) =>
    eventOf(customer, { endpointId: `door-${1 + (index % 2)}`, trace: 't' }),
  );
  await store.accept({ customer, at: AT, shadows: [], events: doors });
  await store.putDirective({ token: `token of ${customer}`, customer, endpointId: 'lock-1', deadline: AT + 5 });
  const more = await store.claimMore({ customer, epoch: first.epoch, now: AT, events: 1 });
  assert.ok(more.type === 'settled' && more.next.length === 1);
  const flying = doors.find(({ id }) => id === more.next[0]?.id);
  assert.ok(flying);
  return { epoch: first.epoch, flying };
}

/** Everything that can be asked of a customer; where it lives does not matter. */
async function lookAt(store: Store, customer: string): Promise<unknown> {
  const { region: _region, ...known } = (await store.readCustomer(customer)) ?? {};
  const { region: _other, ...grant } = (await store.readGrant(customer)) ?? {};
  return [
    known,
    grant,
    await store.listEndpoints({ customer, limit: 9 }),
    await store.readShadow(customer, 'lamp-1'),
    await store.listEvents({ customer, limit: 99 }),
    await store.readIdempotency(customer, 'k-2'),
    await store.readLane(customer),
    await store.countPending(customer),
    await store.readDirective(`token of ${customer}`),
    await store.readLedger(),
    await store.readBacklog(),
  ];
}

function assertBalanced({ accepted, ...ends }: Awaited<ReturnType<Store['readLedger']>>): void {
  assert.equal(
    accepted,
    Object.values(ends).reduce((sum, count) => sum + count, 0),
  );
}

async function assertGone(store: Store, customer: string): Promise<void> {
  assert.equal(await store.readCustomer(customer), undefined);
  assert.deepEqual(await store.listEvents({ customer, limit: 9 }), []);
  assert.equal(await store.readIdempotency(customer, 'k-2'), undefined);
  assert.deepEqual((await store.readShadow(customer, 'lamp-1')).properties, []);
  assert.equal(await store.countEndpoints(customer), 0);
  assert.equal(await store.readDirective(`token of ${customer}`), undefined);
}

interface Held {
  readonly customer: string;
  readonly epoch: number;
  readonly flying: NewEvent;
}

/** Ends what is in flight and sends the rest; answers the ids in the order in which they left. */
async function sendAll(store: Store, { customer, epoch, flying }: Held): Promise<readonly string[]> {
  const sent: string[] = [];
  const end = (events: readonly { id: string; messageId: string }[]) =>
    events.map(({ id, messageId }) => ({ id, messageId, result: 'delivered', attempts: [], decisions: [] }) as const);
  const settlement = { customer, epoch, at: AT, lane: { type: 'go-on' }, claim: 1 } as const;
  let step = await store.settle({ ...settlement, events: end([flying]) });
  sent.push(flying.id);
  while (step.type === 'settled' && step.next.length > 0) {
    sent.push(...step.next.map(({ id }) => id));
    step = await store.settle({ ...settlement, events: end(step.next) });
  }
  assert.equal(step.type, 'settled');
  return sent;
}

test('correctRegion() moves a customer with everything that it has, in flight and in order, and leaves nothing behind', async t => {
  const { na, eu, open } = await openRegions(t);
  const store = await open();
  await settleDown(store, NEIGHBOUR);
  const held = await settleDown(store, MOVER);
  const [before, neighbour] = [await lookAt(store, MOVER), await lookAt(store, NEIGHBOUR)];
  const doors = (await store.listEvents({ customer: MOVER, status: 'pending', limit: 99 })).filter(
    one => one.class === 'edge',
  );
  await store.correctRegion({ customer: MOVER, generation: 1, region: 'EU' });
  assert.deepEqual(await lookAt(store, MOVER), before);
  assert.deepEqual(await lookAt(store, NEIGHBOUR), neighbour);
  await assertGone(na, MOVER);
  assert.equal((await eu.readCustomer(MOVER))?.region, 'EU');
  for (const part of [na, eu]) assertBalanced(await part.readLedger());
  // Nobody can claim the lane beside its holder, and it is still held at the new home.
  assert.deepEqual(await store.claimLanes({ owner: 'other', now: AT, leaseUntil: AT + 9, lanes: 9, events: 9 }), []);
  const sent = await sendAll(store, { ...held, customer: MOVER });
  for (const orderKey of ['door-1', 'door-2']) {
    const own = doors.filter(one => one.endpointId === orderKey).map(({ id }) => id);
    assert.deepEqual(
      sent.filter(id => own.includes(id)),
      own,
    );
  }
  assert.equal(await store.countPending(MOVER), 0);
  assertBalanced(await store.readLedger());
  await store.close();
});

test('correctRegion() keeps a lane held for as long as its holder was told', async t => {
  const { eu, open } = await openRegions(t);
  const store = await open();
  const { epoch } = await settleDown(store, MOVER);
  const leaseUntil = AT + 86_400_000;
  assert.deepEqual(await store.renewLeases({ lanes: [{ customer: MOVER, epoch }], leaseUntil }), []);
  await store.correctRegion({ customer: MOVER, generation: 1, region: 'EU' });
  assert.equal(await eu.nextDueAt(), leaseUntil);
  await store.close();
});

test('correctRegion() keeps a lane held for as long as its holder was told also when the customer cannot move', async t => {
  const { na, eu, clock, log } = await openRegions(t);
  const [carried, full] = [Promise.withResolvers<void>(), Promise.withResolvers<never>()];
  const putMoved: MoveStore['putMoved'] = () => {
    carried.resolve();
    return full.promise;
  };
  const regions = [
    { region: 'NA', open: async () => na },
    { region: 'EU', open: async () => overrideMethods(eu, { moves: overrideMethods(eu.moves, { putMoved }) }) },
  ] as const;
  const store = await openRegionalStore({ regions, fallback: 'NA', clock, log });
  const { epoch } = await settleDown(store, MOVER);
  const leaseUntil = AT + 86_400_000;
  const moved = store.correctRegion({ customer: MOVER, generation: 1, region: 'EU' });
  await carried.promise;
  assert.deepEqual(await store.renewLeases({ lanes: [{ customer: MOVER, epoch }], leaseUntil }), []);
  full.reject(new GatehouseError('store-full', 'The disk is full'));
  await moved;
  assert.equal(await na.nextDueAt(), leaseUntil);
});

test('putGrant() takes a customer to the region of its new grant, and one that is unknown begins there', async t => {
  const { na, eu, open } = await openRegions(t);
  const store = await open();
  await store.accept({ customer: MOVER, at: AT, shadows: [], events: [eventOf(MOVER)] });
  assert.equal(await na.countPending(MOVER), 1);
  for (const customer of [MOVER, NEIGHBOUR]) {
    await store.putGrant({ customer, tokens: 's', expiresAt: AT, region: 'EU', at: AT, dueAt: AT });
    assert.equal((await eu.readCustomer(customer))?.link.state, 'active');
    await assertGone(na, customer);
  }
  assert.equal(await eu.countPending(MOVER), 1);
  await store.close();
});

/** The same store, with no room for whoever arrives as long as that is said. */
function narrow(store: MovableStore, isFull: () => boolean): MovableStore {
  const putMoved: MoveStore['putMoved'] = async put => {
    if (isFull()) throw new GatehouseError('store-full', 'The disk is full');
    return store.moves.putMoved(put);
  };
  return overrideMethods(store, { moves: overrideMethods(store.moves, { putMoved }) });
}

/** A customer of North America, whose grant is its first, and a European store without room. */
async function openNarrow(context: TestContext) {
  const [na, eu] = [await openSqliteStore({ memory: true }), await openSqliteStore({ memory: true })];
  const disk = { full: true };
  const regions = [
    { region: 'NA', open: async () => na },
    { region: 'EU', open: async () => narrow(eu, () => disk.full) },
  ] as const;
  const clock = createVirtualClock();
  const store = await openRegionalStore({ regions, fallback: 'NA', clock, log: createRecordingLog() });
  context.after(() => store.close());
  await store.putGrant({ customer: MOVER, tokens: 'first', expiresAt: AT, region: 'NA', at: AT, dueAt: AT });
  return { na, eu, disk, store };
}

test('correctRegion() leaves the region as it was when the customer cannot move, so that the next refusal tries again', async t => {
  const { na, eu, disk, store } = await openNarrow(t);
  const correction = { customer: MOVER, generation: 1, region: 'EU' } as const;
  await store.correctRegion(correction);
  assert.equal((await na.readCustomer(MOVER))?.region, 'NA');
  await assertGone(eu, MOVER);
  disk.full = false;
  await store.correctRegion(correction);
  assert.equal((await eu.readCustomer(MOVER))?.region, 'EU');
  await assertGone(na, MOVER);
});

test('correctRegion() leaves a customer reachable where it lives when the store that it moves to fails on the way', async t => {
  const { na, eu, wires, open, log } = await openRegions(t);
  const store = await open();
  await settleDown(store, MOVER);
  const before = await lookAt(store, MOVER);
  const correction = { customer: MOVER, generation: 1, region: 'EU' } as const;
  for (const at of [0, 1, 2]) {
    wires.eu = { at, mode: 'after', lasts: 'for ever', count: 0 };
    await store.correctRegion(correction);
    assert.ok(wires.eu.count > at, 'it broke');
    assert.deepEqual(await lookAt(store, MOVER), before);
  }
  assert.equal(log.text().match(/stays there until that takes its deletion/g)?.length, 1, 'it is told once');
  wires.eu = undefined;
  await store.correctRegion(correction);
  assert.deepEqual(await lookAt(store, MOVER), before);
  await assertGone(na, MOVER);
  assertBalanced(await eu.readLedger());
  await store.close();
});

for (const how of ['by the upkeep', 'at the next start'] as const) {
  test(`What a move that failed has left in a store is cleared away ${how}, as soon as the store takes it`, async t => {
    const { na, eu, wires, open, log } = await openRegions(t);
    const store = await open();
    const held = await settleDown(store, MOVER);
    const before = await lookAt(store, MOVER);
    wires.eu = { at: 2, mode: 'after', lasts: 'for ever', count: 0 };
    await store.correctRegion({ customer: MOVER, generation: 1, region: 'EU' });
    await assert.rejects(assertGone(eu, MOVER), 'something was copied');
    await store.retire(RETIREMENT);
    await assert.rejects(assertGone(eu, MOVER), 'the store takes nothing yet');
    const still = how === 'by the upkeep' ? store : await open();
    wires.eu = undefined;
    const last = how === 'by the upkeep' ? store : await open();
    await last.retire(RETIREMENT);
    await assertGone(eu, MOVER);
    assert.match(log.text(), /What was left of a customer in the store of another region is gone/);
    assert.deepEqual(await lookAt(last, MOVER), before);
    assertBalanced(await na.readLedger());
    assert.equal((await sendAll(last, { ...held, customer: MOVER })).length, 7);
    await Promise.all([...new Set([store, still, last])].map(one => one.close()));
  });
}

test('What a move that failed has left is no leftover any more once the next one that fails takes it along', async t => {
  const { eu, wires, open, log } = await openRegions(t);
  const store = await open();
  await settleDown(store, MOVER);
  const correction = { customer: MOVER, generation: 1, region: 'EU' } as const;
  wires.eu = { at: 2, mode: 'after', lasts: 'for ever', count: 0 };
  await store.correctRegion(correction);
  await assert.rejects(assertGone(eu, MOVER), 'something was copied');
  wires.eu = { at: 2, mode: 'after', lasts: 'once', count: 0 };
  await store.correctRegion(correction);
  await assertGone(eu, MOVER);
  wires.eu = undefined;
  await store.retire(RETIREMENT);
  assert.doesNotMatch(log.text(), /is gone/);
  await store.close();
});

test('A move that was cut short keeps no relay from starting when the new store takes no deletion', async t => {
  const { na, eu, wires, open } = await openRegions(t);
  const store = await open();
  const held = await settleDown(store, MOVER);
  const before = await lookAt(store, MOVER);
  const dead = { mode: 'before', lasts: 'for ever', count: 0 } as const;
  Object.assign(wires, { na: { ...dead, at: 4 }, eu: { ...dead, at: 3 } });
  await store.correctRegion({ customer: MOVER, generation: 1, region: 'EU' }).catch(() => {});
  assert.equal((await na.moves.listMoves()).length, 1, 'the move is not ended');
  await assert.rejects(assertGone(eu, MOVER), 'something was copied');
  Object.assign(wires, { na: undefined, eu: { ...dead, at: 0 } });
  const started = await open();
  assert.deepEqual(await lookAt(started, MOVER), before);
  wires.eu = undefined;
  await started.retire(RETIREMENT);
  await assertGone(eu, MOVER);
  assert.equal((await sendAll(started, { ...held, customer: MOVER })).length, 7);
  await Promise.all([store.close(), started.close()]);
});

test('putGrant() keeps the grant of a customer that cannot move where it is, under the region that it had', async t => {
  const { na, eu, disk, store } = await openNarrow(t);
  const grant = { customer: MOVER, tokens: 'second', expiresAt: AT, region: 'EU', at: AT, dueAt: AT } as const;
  assert.deepEqual(await store.putGrant(grant), { generation: 2 });
  assert.equal((await na.readGrant(MOVER))?.tokens, 'second');
  assert.equal((await na.readCustomer(MOVER))?.region, 'NA');
  await assertGone(eu, MOVER);
  disk.full = false;
  await store.correctRegion({ customer: MOVER, generation: 2, region: 'EU' });
  assert.equal((await eu.readGrant(MOVER))?.tokens, 'second');
  assert.equal((await eu.readCustomer(MOVER))?.region, 'EU');
});

test('correctRegion() moves nobody whose grant is another one by then', async t => {
  const { na, eu, disk, store } = await openNarrow(t);
  disk.full = false;
  await store.putGrant({ customer: MOVER, tokens: 'second', expiresAt: AT, region: 'NA', at: AT, dueAt: AT });
  await store.correctRegion({ customer: MOVER, generation: 1, region: 'EU' });
  assert.equal((await na.readCustomer(MOVER))?.region, 'NA');
  await assertGone(eu, MOVER);
});

/** Plays a move for each step that it has, the wire broken there; each with a customer of its own. */
async function breakEach(
  context: TestContext,
  breakage: Pick<Breakage, 'mode' | 'lasts'>,
  play: (regions: Awaited<ReturnType<typeof openRegions>>, step: { customer: string; at: number }) => Promise<void>,
): Promise<void> {
  const regions = await openRegions(context);
  for (let at = 0; ; at++) {
    const customer = `${MOVER}-${at}`;
    const store = await regions.open();
    const held = await settleDown(store, customer);
    const before = await lookAt(store, customer);
    const broken: Breakage = { ...breakage, at, count: 0 };
    Object.assign(regions.wires, { na: broken, eu: broken });
    await store.correctRegion({ customer, generation: 1, region: 'EU' }).catch(() => {});
    Object.assign(regions.wires, { na: undefined, eu: undefined });
    const after = breakage.lasts === 'once' ? store : await regions.open();
    assert.deepEqual(await lookAt(after, customer), before, `step ${at}`);
    await after.retire(RETIREMENT);
    await play(regions, { customer, at });
    const moves = await Promise.all([regions.na, regions.eu].map(part => part.moves.listMoves()));
    assert.deepEqual(moves.flat(), [], `step ${at}: every move has ended`);
    for (const part of [regions.na, regions.eu]) assertBalanced(await part.readLedger());
    assert.equal((await sendAll(after, { ...held, customer })).length, 7);
    if (broken.count <= at) {
      assert.ok(at > 15, `${at} steps were broken`);
      return;
    }
  }
}

for (const mode of ['before', 'after'] as const) {
  test(`A move that a crash ends ${mode} any of its steps is done or undone as a whole when the stores are opened again`, t =>
    breakEach(t, { mode, lasts: 'for ever' }, async ({ na, eu }, { customer, at }) => {
      const home = (await eu.readCustomer(customer)) === undefined ? na : eu;
      await assertGone(home === eu ? na : eu, customer);
      if (at > 0) assert.equal(home, eu, `step ${at}: what was begun is done in the end`);
    }));

  test(`A move that a store fails ${mode} any of its steps leaves the customer whole, and the relay works on`, t =>
    breakEach(t, { mode, lasts: 'once' }, async ({ na, eu }, { customer, at }) => {
      const homes = await Promise.all([na, eu].map(part => part.readCustomer(customer)));
      assert.equal(homes.filter(Boolean).length, 1, `step ${at}: one home`);
    }));
}

test('readLedger() says store-failed while a customer has arrived whom the full disk of its old store keeps, and counts it once afterwards', async t => {
  const [na, eu] = [await openSqliteStore({ memory: true }), await openSqliteStore({ memory: true })];
  const disk = { full: true };
  const finishDeparture: MoveStore['finishDeparture'] = async departure => {
    if (disk.full) throw new GatehouseError('store-full', 'The disk is full');
    return na.moves.finishDeparture(departure);
  };
  const keeping = overrideMethods<MovableStore>(na, { moves: overrideMethods(na.moves, { finishDeparture }) });
  const regions = [
    { region: 'NA', open: async () => keeping },
    { region: 'EU', open: async () => eu },
  ] as const;
  const [clock, log] = [createVirtualClock(), createRecordingLog()];
  const store = await openRegionalStore({ regions, fallback: 'NA', clock, log });
  t.after(() => store.close());
  await store.putGrant({ customer: MOVER, tokens: 's', expiresAt: AT, region: 'NA', at: AT, dueAt: AT });
  await store.accept({ customer: MOVER, at: AT, shadows: [], events: [eventOf(MOVER)] });
  const moved = store.correctRegion({ customer: MOVER, generation: 1, region: 'EU' });
  await assert.rejects(moved, { code: 'store-full' });
  await assert.rejects(store.readLedger(), { code: 'store-failed', message: /customer customer-1 .* broke off/ });
  disk.full = false;
  const { accepted, pending } = await store.readLedger();
  assert.deepEqual({ accepted, pending }, { accepted: 1, pending: 1 });
  await assertGone(na, MOVER);
});

/** A customer of North America on its way to Europe, whose store does not answer until `end` is called. */
async function openStuck(context: TestContext) {
  const [na, eu] = [await openSqliteStore({ memory: true }), await openSqliteStore({ memory: true })];
  const [arriving, stalled] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const finishArrival: MoveStore['finishArrival'] = async arrival => {
    arriving.resolve();
    await stalled.promise;
    return eu.moves.finishArrival(arrival);
  };
  const hanging = overrideMethods(eu, { moves: overrideMethods(eu.moves, { finishArrival }) });
  const regions = [
    { region: 'NA', open: async () => na },
    { region: 'EU', open: async () => hanging },
  ] as const;
  const clock = createVirtualClock();
  const store = await openRegionalStore({ regions, fallback: 'NA', clock, log: createRecordingLog() });
  context.after(() => store.close());
  await store.putGrant({ customer: MOVER, tokens: 's', expiresAt: AT, region: 'NA', at: AT, dueAt: AT });
  await store.accept({ customer: MOVER, at: AT, shadows: [], events: [eventOf(MOVER)] });
  const moved = store.correctRegion({ customer: MOVER, generation: 1, region: 'EU' });
  await arriving.promise;
  moved.catch(() => {});
  const end = async (): Promise<void> => {
    stalled.resolve();
    while ((await store.readCustomer(MOVER).catch(() => undefined)) === undefined)
      await new Promise(resolve => setImmediate(resolve));
  };
  return { store, clock, moved, end };
}

test('readLedger() says store-failed in time while a customer hangs between two stores, and counts it once afterwards', async t => {
  const { store, clock, end } = await openStuck(t);
  const counted = assert.rejects(store.readLedger(), { code: 'store-failed', message: /between the stores/ });
  await clock.advance(5_000);
  await counted;
  await end();
  const { accepted, pending } = await store.readLedger();
  assert.deepEqual({ accepted, pending }, { accepted: 1, pending: 1 });
});

test('accept() says store-failed in time for a customer that hangs between two stores, at once from then on, and works again', async t => {
  const { store, clock, end } = await openStuck(t);
  const refused = { code: 'store-failed', message: /Customer customer-1 has been on the way/ };
  const accept = () => store.accept({ customer: MOVER, at: AT, shadows: [], events: [eventOf(MOVER)] });
  const asked = assert.rejects(accept(), refused);
  await clock.advance(30_000);
  await asked;
  await assert.rejects(accept(), refused, 'no time passes any more');
  assert.deepEqual(clock.pending(), []);
  await end();
  assert.deepEqual(await accept(), { type: 'committed' });
  assert.equal(await store.countPending(MOVER), 2, 'what was refused was not done');
});

test('Who causes a move that hangs is told store-failed in time, and so is who places the customer; the move goes on', async t => {
  const { store, clock, moved, end } = await openStuck(t);
  const refused = { code: 'store-failed', message: /Customer customer-1 has been on the way/ };
  const grant = { customer: MOVER, tokens: 's', expiresAt: AT, region: 'EU', at: AT, dueAt: AT } as const;
  const place = async (): Promise<void> => store.placeCustomer?.(MOVER, 'NA');
  const asked = [moved, store.putGrant(grant), place()].map(one => assert.rejects(one, refused));
  await clock.advance(30_000);
  await Promise.all(asked);
  for (const again of [store.correctRegion({ customer: MOVER, generation: 1, region: 'NA' }), place()])
    await assert.rejects(again, refused, 'no time passes any more');
  assert.deepEqual(clock.pending(), []);
  await end();
  await place();
  assert.deepEqual(await store.putGrant(grant), { generation: 2 });
  assert.equal((await store.readCustomer(MOVER))?.region, 'EU');
});
