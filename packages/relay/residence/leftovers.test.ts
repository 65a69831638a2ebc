import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRecordingLog } from '@gatehouse/testing';
import { Leftovers } from './leftovers.ts';
import type { MoveStep } from './move-store.ts';
import type { RegionPart } from './region-part.ts';

const EU = { region: 'EU' } as RegionPart;
const FE = { region: 'FE' } as RegionPart;

interface Page {
  readonly customer: string;
  readonly end: (step: MoveStep) => void;
  readonly fail: () => void;
}

/** Leftovers whose pages are cleared when the test says so, and how often a store was asked. */
function createBench() {
  const pages: Page[] = [];
  const log = createRecordingLog();
  const leftovers = new Leftovers(log, ({ customer }) => {
    const { promise, resolve, reject } = Promise.withResolvers<MoveStep>();
    pages.push({ customer, end: resolve, fail: () => reject(new TypeError('No room')) });
    return promise;
  });
  let asked = 0;
  const clear = (part: RegionPart): Promise<void> =>
    leftovers.clear(part, step => {
      asked += 1;
      return step();
    });
  return { leftovers, pages, log, clear, asked: () => asked };
}

const pass = (): Promise<void> => new Promise(setImmediate);

test('clear() clears each leftover of the store once, and those of other stores not', async () => {
  const { leftovers, pages, clear, log } = createBench();
  for (const customer of ['a', 'b', 'a']) leftovers.add({ customer, part: EU });
  leftovers.add({ customer: 'a', part: FE });
  const cleared = clear(EU);
  for (const index of [0, 1]) {
    pages[index]?.end({ done: true });
    await pass();
  }
  await cleared;
  assert.deepEqual(
    pages.map(({ customer }) => customer),
    ['a', 'b'],
  );
  assert.match(log.text(), /What was left of a customer.*is gone/);
  await clear(EU);
  assert.equal(pages.length, 2);
});

test('clear() asks for one page at a time, and for ten at most, so that the store has time for others', async () => {
  const { leftovers, pages, clear, asked } = createBench();
  leftovers.add({ customer: 'a', part: EU });
  for (const most of [10, 12]) {
    const cleared = clear(EU);
    while (asked() < most) {
      pages.at(-1)?.end({ done: false });
      await pass();
    }
    pages.at(-1)?.end({ done: most === 12 });
    await cleared;
    assert.equal(asked(), most);
  }
  await clear(EU);
  assert.equal(asked(), 12);
});

test('clear() stops at the first that fails, warns of it once, and begins with the others next time', async () => {
  const { leftovers, pages, clear, log } = createBench();
  for (const customer of ['a', 'b']) leftovers.add({ customer, part: EU });
  for (const round of [0, 1, 2]) {
    const cleared = clear(EU);
    pages[round]?.fail();
    await cleared;
  }
  assert.deepEqual(
    pages.map(({ customer }) => customer),
    ['a', 'b', 'a'],
  );
  assert.equal(log.text().match(/stays there until that takes its deletion/g)?.length, 2);
});

test('clear() leaves a customer alone that arrives there, and what has arrived is no leftover', async () => {
  const { leftovers, pages, clear } = createBench();
  leftovers.add({ customer: 'a', part: EU });
  const { promise, resolve } = Promise.withResolvers<void>();
  const arrival = leftovers.whileArriving({ customer: 'a', part: EU }, () => promise);
  await clear(EU);
  resolve();
  await arrival;
  await clear(EU);
  assert.equal(pages.length, 0);
});

test('clear() tries again after an arrival that failed', async () => {
  const { leftovers, pages, clear } = createBench();
  leftovers.add({ customer: 'a', part: EU });
  const failing = leftovers.whileArriving({ customer: 'a', part: EU }, () => Promise.reject(new TypeError('No room')));
  await assert.rejects(failing, /No room/);
  void clear(EU);
  assert.equal(pages.length, 1);
});

test('whileArriving() waits until what is cleared away at that moment is done, also when nobody waits for it any more', async () => {
  const { leftovers, pages } = createBench();
  leftovers.add({ customer: 'a', part: EU });
  await leftovers.clear(EU, step => {
    void step();
    return Promise.reject(new TypeError('No answer in time'));
  });
  let isThere = false;
  const arrival = leftovers.whileArriving({ customer: 'a', part: EU }, async () => {
    isThere = true;
  });
  await pass();
  assert.equal(isThere, false);
  await leftovers.whileArriving({ customer: 'a', part: FE }, async () => {});
  pages[0]?.end({ done: true });
  await arrival;
  assert.equal(isThere, true);
});
