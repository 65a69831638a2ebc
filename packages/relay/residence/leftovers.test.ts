import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRecordingLog } from '@gatehouse/testing';
import { Leftovers } from './leftovers.ts';
import type { RegionPart } from './region-part.ts';

const EU = { region: 'EU' } as RegionPart;
const FE = { region: 'FE' } as RegionPart;

interface Clearing {
  readonly customer: string;
  readonly end: () => void;
  readonly fail: () => void;
}

/** Leftovers whose clearing ends when the test says so. */
function createBench() {
  const clearings: Clearing[] = [];
  const leftovers = new Leftovers(createRecordingLog(), ({ customer }) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    clearings.push({ customer, end: resolve, fail: () => reject(new TypeError('No room')) });
    return promise;
  });
  return { leftovers, clearings };
}

test('clear() clears each leftover of the store once, and those of other stores not', async () => {
  const { leftovers, clearings } = createBench();
  for (const customer of ['a', 'b', 'a']) leftovers.add({ customer, part: EU });
  leftovers.add({ customer: 'a', part: FE });
  const cleared = leftovers.clear(EU);
  clearings[0]?.end();
  await new Promise(setImmediate);
  clearings[1]?.end();
  await cleared;
  assert.deepEqual(
    clearings.map(({ customer }) => customer),
    ['a', 'b'],
  );
  await leftovers.clear(EU);
  assert.equal(clearings.length, 2);
});

test('clear() stops at the first that fails, and keeps it for the next time', async () => {
  const { leftovers, clearings } = createBench();
  for (const customer of ['a', 'b']) leftovers.add({ customer, part: EU });
  const cleared = leftovers.clear(EU);
  clearings[0]?.fail();
  await cleared;
  void leftovers.clear(EU);
  assert.deepEqual(
    clearings.map(({ customer }) => customer),
    ['a', 'a'],
  );
});

test('clear() leaves a customer alone that arrives there, and what has arrived is no leftover', async () => {
  const { leftovers, clearings } = createBench();
  leftovers.add({ customer: 'a', part: EU });
  const { promise, resolve } = Promise.withResolvers<void>();
  const arrival = leftovers.whileArriving({ customer: 'a', part: EU }, () => promise);
  await leftovers.clear(EU);
  resolve();
  await arrival;
  await leftovers.clear(EU);
  assert.equal(clearings.length, 0);
});

test('clear() tries again after an arrival that failed', async () => {
  const { leftovers, clearings } = createBench();
  const failing = leftovers.whileArriving({ customer: 'a', part: EU }, () => Promise.reject(new TypeError('No room')));
  await assert.rejects(failing, /No room/);
  leftovers.add({ customer: 'a', part: EU });
  void leftovers.clear(EU);
  assert.equal(clearings.length, 1);
});

test('whileArriving() waits until what is cleared away at that moment is gone', async () => {
  const { leftovers, clearings } = createBench();
  leftovers.add({ customer: 'a', part: EU });
  const cleared = leftovers.clear(EU);
  let isThere = false;
  const arrival = leftovers.whileArriving({ customer: 'a', part: EU }, async () => {
    isThere = true;
  });
  await new Promise(setImmediate);
  assert.equal(isThere, false);
  await leftovers.whileArriving({ customer: 'a', part: FE }, async () => {});
  clearings[0]?.end();
  await Promise.all([cleared, arrival]);
  assert.equal(isThere, true);
});
