import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createRecordingLog, createVirtualClock } from '@gatehouse/testing';
import { encodeEventId } from '../lane/bucket.ts';
import type { ClaimedLane } from '../lane/lane-store.ts';
import type { NewEvent } from '../outbox/outbox-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import type { Store } from '../store/store.ts';
import { openRegionalStore } from './open-regional-store.ts';
import { Renumbering } from './renumbering.ts';

const AT = 1_767_225_600_000;
const LAMP = 'lamp-1';
const BRIGHTNESS = { namespace: 'Alexa.BrightnessController', name: 'brightness' };
const sampleOf = (value: number) => ({ value, timeOfSample: AT + value, uncertaintyInMilliseconds: 0 });

let made = 0;

function eventOf(customer: string, over: Partial<NewEvent>): NewEvent {
  const id = encodeEventId(customer, `00000000-0000-4000-8000-${(++made).toString(16).padStart(12, '0')}`);
  const draft = { type: 'message', message: {} } as const;
  const endpoint = { orderKey: LAMP, endpointId: LAMP };
  return { id, class: 'edge', kind: 'X', messageId: `m-${made}`, ...endpoint, draft, ...over };
}

/** Two regions, in one of which so many events were accepted before that its numbers are far ahead of the other's. */
async function openRegions(context: TestContext, far: 'NA' | 'EU'): Promise<Store> {
  const [na, eu] = [await openSqliteStore({ memory: true }), await openSqliteStore({ memory: true })];
  const busy = far === 'NA' ? na : eu;
  const events = Array.from({ length: 50 }, () => eventOf('neighbour', {}));
  await busy.accept({ customer: 'neighbour', at: AT, shadows: [], events });
  const regions = [
    { region: 'NA', open: async () => na },
    { region: 'EU', open: async () => eu },
  ] as const;
  const store = await openRegionalStore({
    regions,
    fallback: 'NA',
    clock: createVirtualClock(),
    log: createRecordingLog(),
  });
  context.after(() => store.close());
  return store;
}

async function dim(store: Store, customer: string, value: number): Promise<void> {
  const { version } = await store.readShadow(customer, LAMP);
  const properties = [{ ...BRIGHTNESS, ...sampleOf(value), class: 'level', forgetReported: false } as const];
  const draft = { type: 'level', cause: 'APP_INTERACTION', properties: [BRIGHTNESS] } as const;
  const shadows = [{ endpointId: LAMP, expectedVersion: version, properties }];
  await store.accept({ customer, at: AT, shadows, events: [eventOf(customer, { class: 'level', draft })] });
}

/** A customer of NA who has dimmed the lamp to 10, with the report of it in flight. */
async function flyReport(store: Store, customer: string): Promise<ClaimedLane> {
  await store.putGrant({ customer, tokens: 'sealed', expiresAt: AT + 9, at: AT, dueAt: AT });
  await dim(store, customer, 10);
  const claim = { owner: 'runner', now: AT, leaseUntil: AT + 30_000, lanes: 9, events: 9 };
  const lane = (await store.claimLanes(claim)).find(one => one.customer === customer);
  assert.ok(lane);
  return lane;
}

/** The answer to the report comes in: Alexa has taken brightness 10. */
async function land(store: Store, { customer, epoch, events: [report] }: ClaimedLane): Promise<void> {
  assert.ok(report);
  const { id, messageId } = report;
  const reported = [{ key: BRIGHTNESS, sample: sampleOf(10) }];
  const settled = { id, messageId, result: 'delivered', attempts: [], decisions: [], reported } as const;
  await store.settle({ customer, epoch, at: AT, lane: { type: 'go-on' }, claim: 0, events: [settled] });
}

const move = (store: Store, customer: string): Promise<unknown> =>
  store.correctRegion({ customer, generation: 1, region: 'EU' });

for (const far of ['NA', 'EU'] as const) {
  const where = far === 'NA' ? 'fewer' : 'more';

  test(`What Alexa took of a report that moved with its customer is noted where ${where} events were accepted before`, async t => {
    const store = await openRegions(t, far);
    const lane = await flyReport(store, 'mover');
    await move(store, 'mover');
    await land(store, lane);
    const { properties } = await store.readShadow('mover', LAMP);
    assert.deepEqual(
      properties.map(({ reported }) => reported),
      [sampleOf(10)],
    );
  });

  test(`What Alexa took of a report about an endpoint that was deleted since says nothing of its successor, also where ${where} events were accepted before`, async t => {
    const store = await openRegions(t, far);
    const lane = await flyReport(store, 'mover');
    const announce = eventOf('mover', { class: 'catalogue', draft: { type: 'delete' } });
    await store.deleteEndpoint({ customer: 'mover', endpointId: LAMP, at: AT, announce });
    await dim(store, 'mover', 20);
    await move(store, 'mover');
    await land(store, lane);
    const { properties } = await store.readShadow('mover', LAMP);
    assert.deepEqual(
      properties.map(({ current, reported }) => [current.value, reported]),
      [[20, undefined]],
    );
  });
}

test('renumber() keeps which of the pending events a shadow counts from, over several pages', () => {
  const numbers = new Renumbering();
  const row = (seq: number, status: string) => ({ seq, status });
  numbers.add([row(3, 'delivered'), row(5, 'pending'), row(8, 'moving')], 100);
  numbers.add([row(9, 'pending')], 200);
  const sinceOf = (since: number): unknown => numbers.renumber({ since_seq: since, version: 1 }).since_seq;
  // 5 is 101 now, and 9 is 200; what counts from behind the last one counts from behind it there, too.
  assert.deepEqual([0, 5, 6, 9, 10].map(sinceOf), [101, 101, 200, 200, 201]);
  assert.equal(new Renumbering().renumber({ since_seq: 7 }).since_seq, 0);
});
