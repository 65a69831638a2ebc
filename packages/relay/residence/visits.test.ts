import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createRecordingLog, createVirtualClock } from '@gatehouse/testing';
import { encodeEventId } from '../lane/bucket.ts';
import { overrideMethods } from '../store/override-methods.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import type { Store } from '../store/store.ts';
import { openRegionalStore } from './open-regional-store.ts';
import type { MovableStore } from './region-part.ts';

const AT = 1_767_225_600_000;
const LATE = { code: 'store-failed', message: /region EU failed: It gave no answer within 5000 ms/ } as const;

/** The same store, whose disk stands still as long as `stall` holds a promise: what is asked is done after it. */
function stalling(store: MovableStore, stall: () => Promise<void> | undefined): MovableStore {
  return new Proxy(store, {
    get: (_target, name) => {
      const member: unknown = Reflect.get(store, name, store);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]): unknown => {
        const stalled = name === 'close' ? undefined : stall();
        if (stalled === undefined) return Reflect.apply(member, store, args);
        return stalled.then(() => Reflect.apply(member, store, args));
      };
    },
  });
}

/** An American and a European, each with a lane that is due, and a European store whose disk can be made to stand still. */
async function openStalling(t: TestContext) {
  const [na, eu] = [await openSqliteStore({ memory: true }), await openSqliteStore({ memory: true })];
  const clock = createVirtualClock();
  const state: { stall?: PromiseWithResolvers<void> | undefined } = {};
  const regions = [
    { region: 'EU', open: async () => stalling(eu, () => state.stall?.promise) },
    { region: 'NA', open: async () => na },
  ] as const;
  const store = await openRegionalStore({ regions, fallback: 'NA', clock, log: createRecordingLog() });
  for (const [customer, region] of [
    ['american', 'NA'],
    ['european', 'EU'],
  ] as const) {
    await store.putGrant({ customer, region, tokens: 'sealed', expiresAt: AT, at: AT, dueAt: AT });
    await accept(store, customer);
  }
  const end = async (): Promise<void> => {
    state.stall?.resolve();
    state.stall = undefined;
  };
  t.after(() => end().then(() => store.close()));
  const stall = (): void => {
    state.stall = Promise.withResolvers();
  };
  return { store, na, eu, clock, stall, end };
}

let numbers = 0;

async function accept(store: Store, customer: string): Promise<string> {
  const id = encodeEventId(customer, `00000000-0000-4000-8000-${(++numbers).toString(16).padStart(12, '0')}`);
  const draft = { type: 'message', message: {} } as const;
  const event = { id, class: 'edge', kind: 'X', messageId: id, orderKey: 'door', draft } as const;
  await store.accept({ customer, at: AT, shadows: [], events: [event] });
  return id;
}

test('A store that hangs refuses in time what it is asked, and keeps none of the other regions waiting', async t => {
  const { store, clock, stall, end } = await openStalling(t);
  const claim = { owner: 'runner', now: AT, leaseUntil: AT + 30_000, lanes: 9, events: 9 };
  const held = await store.claimLanes(claim);
  assert.deepEqual(held.map(({ customer }) => customer).sort(), ['american', 'european']);
  stall();
  const asked = accept(store, 'european');
  await Promise.all([assert.rejects(asked, LATE), clock.advance(5_000)]);

  await assert.rejects(accept(store, 'european'), LATE, 'at once: no time passes any more');
  await accept(store, 'american');
  assert.deepEqual(await store.claimLanes(claim), []);
  const renewal = { lanes: held, leaseUntil: AT + 60_000 };
  await assert.rejects(store.renewLeases(renewal), LATE, 'no holder may rely on what was not prolonged');
  assert.equal(await store.nextDueAt(), AT + 60_000, 'the other region was asked to');

  await end();
  while ((await store.countPending('european').catch(() => 0)) < 2) await new Promise(resolve => setImmediate(resolve));
  assert.deepEqual(await store.renewLeases(renewal), []);
  await accept(store, 'european');
  assert.equal(
    await store.countPending('european'),
    3,
    'what was asked in vain was done in the end, and what was refused was not',
  );
});

test('A customer does not move while its store may still do what nobody waits for any more', async t => {
  const { store, na, eu, clock, stall, end } = await openStalling(t);
  stall();
  const asked = accept(store, 'european');
  await Promise.all([assert.rejects(asked, LATE), clock.advance(5_000)]);
  const moved = store.putGrant({ customer: 'european', region: 'NA', tokens: 's', expiresAt: AT, at: AT, dueAt: AT });
  for (let rounds = 0; rounds < 100; rounds++) {
    for (const part of [eu, na]) await part.readLedger();
    assert.equal(await na.readCustomer('european'), undefined, 'nobody moves yet');
  }
  await end();
  await moved;
  assert.equal(await na.countPending('european'), 2);
  assert.equal(await eu.readCustomer('european'), undefined, 'it has one home');
});

test('A lane that a store claims with a commit after nobody waits for it any more is given back', async t => {
  const { store, eu, clock, stall, end } = await openStalling(t);
  stall();
  const claim = { owner: 'runner', leaseUntil: AT + 30_000, events: 9 };
  const asked = store.accept({ customer: 'european', at: AT, shadows: [], events: [], claim });
  await Promise.all([assert.rejects(asked, LATE), clock.advance(5_000)]);
  await end();
  for (let rounds = 0; rounds < 100; rounds++) await eu.readLedger();
  const [lane] = await store.claimLanes({ ...claim, owner: 'other', now: AT, lanes: 9 }).then(lanes => {
    return lanes.filter(({ customer }) => customer === 'european');
  });
  assert.equal(lane?.epoch, 2, 'it was claimed and given back');
});

test('Upkeep gives each store the whole limit, so that none waits until another has nothing left', async t => {
  const asked: (readonly [name: string, limit: number])[] = [];
  const busy = async (name: string, kept: number): Promise<MovableStore> => {
    const store = await openSqliteStore({ memory: true });
    return overrideMethods<MovableStore>(store, {
      sweepExpired: async ({ limit }) => {
        asked.push([name, limit]);
        return kept;
      },
      retire: async ({ limit }) => {
        asked.push([name, limit]);
        return { events: 0, keys: kept, directives: limit };
      },
    });
  };
  const regions = [
    { region: 'NA', open: () => busy('na', 9) },
    { region: 'EU', open: () => busy('eu', 1) },
  ] as const;
  const store = await openRegionalStore({
    regions,
    fallback: 'NA',
    clock: createVirtualClock(),
    log: createRecordingLog(),
  });
  t.after(() => store.close());
  assert.equal(await store.sweepExpired({ now: AT, limit: 9 }), 10);
  const before = { settledBefore: AT, idempotencyBefore: AT, deadlineBefore: AT, limit: 9 };
  assert.deepEqual(await store.retire(before), { events: 0, keys: 10, directives: 18 });
  assert.deepEqual(asked, [
    ['na', 9],
    ['eu', 9],
    ['na', 9],
    ['eu', 9],
  ]);
});

test('A sweep passes over a store that hangs, and the others are refused nothing meanwhile or afterwards', async t => {
  const { store, clock, stall } = await openStalling(t);
  stall();
  const sweep = { now: AT, limit: 9 };
  const before = { settledBefore: AT, idempotencyBefore: AT, deadlineBefore: AT, limit: 9 };
  const swept = store.sweepExpired(sweep);
  await clock.advance(5_000);
  await accept(store, 'american');
  assert.equal(await swept, 0);
  assert.deepEqual(await store.retire(before), { events: 0, keys: 0, directives: 0 }, 'no time passes any more');
  await accept(store, 'american');
  assert.deepEqual(clock.pending(), []);
});
