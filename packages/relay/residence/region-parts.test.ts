import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import { createRecordingLog, createVirtualClock } from '@gatehouse/testing';
import type { MovableStore, RegionPart } from './region-part.ts';
import { RegionParts } from './region-parts.ts';

type Due = () => Promise<number | undefined>;

function open(answers: { readonly NA: Due; readonly EU: Due }) {
  const clock = createVirtualClock();
  const log = createRecordingLog();
  const parts = (['NA', 'EU'] as const).map((region): RegionPart => {
    return { region, store: { nextDueAt: () => answers[region]() } as MovableStore };
  });
  return { clock, log, parts: new RegionParts({ parts, fallback: 'NA', clock, log }) };
}

const ask = (store: MovableStore): Promise<number | undefined> => store.nextDueAt();

test('askAnswering() goes on without a store that never answers, after 5 s, and leaves no timer', async () => {
  const { clock, parts } = open({ NA: async () => 1, EU: () => new Promise(() => {}) });
  const asked = parts.askAnswering(ask);
  await clock.advance(5_000);
  assert.deepEqual(await asked, [1]);
  assert.deepEqual(clock.pending(), []);
});

test('askOne() asks a store that owes an answer nothing, and asks it again once it has answered', async () => {
  const owed = Promise.withResolvers<number>();
  let asks = 0;
  const eu: Due = () => {
    asks += 1;
    return asks === 1 ? owed.promise : Promise.resolve(2);
  };
  const { clock, parts } = open({ NA: async () => 1, EU: eu });
  const part = parts.of('EU');
  const { answer, over } = parts.begin(part, ask);
  await Promise.all([
    assert.rejects(answer, /region EU failed: It gave no answer within 5000 ms/),
    clock.advance(5_000),
  ]);
  await assert.rejects(parts.askOne(part, ask), { code: 'store-failed' });
  assert.deepEqual([await parts.askAnswering(ask), asks], [[1], 1], 'nobody waits for it any more');
  owed.resolve(1);
  await over;
  assert.equal(await parts.askOne(part, ask), 2);
  assert.deepEqual(clock.pending(), []);
});

test('askAnswering() logs once that a store fails and once that it answers again', async () => {
  let fails = true;
  const eu: Due = async () => {
    if (fails) throw new GatehouseError('store-failed', 'The disk is gone');
    return 2;
  };
  const { log, parts } = open({ NA: async () => 1, EU: eu });
  for (let times = 0; times < 3; times++) assert.deepEqual(await parts.askAnswering(ask), [1]);
  fails = false;
  for (let times = 0; times < 3; times++) assert.deepEqual(await parts.askAnswering(ask), [1, 2]);
  assert.equal(log.text().split('The store of a region fails').length, 2);
  assert.equal(log.text().split('The store of a region answers again').length, 2);
});

test('askAnswering() rejects when no store answers, and ask() when one does not, with the region', async () => {
  const gone: Due = () => Promise.reject(new GatehouseError('store-full', 'No room'));
  const none = open({ NA: gone, EU: gone }).parts;
  const one = open({ NA: async () => 1, EU: gone }).parts;
  const isFull = (region: string) => (error: unknown) =>
    error instanceof GatehouseError && error.code === 'store-full' && error.message.includes(`region ${region}`);
  await assert.rejects(none.askAnswering(ask), isFull('NA'));
  await assert.rejects(one.ask(ask), isFull('EU'));
});

test('RegionParts begins with another store each time, and knows whose customers lie where', () => {
  const { parts } = open({ NA: async () => 1, EU: async () => 2 });
  const firsts = [1, 2, 3, 4].map(() => parts.inTurn()[0]?.region);
  assert.deepEqual(firsts, ['EU', 'NA', 'EU', 'NA']);
  assert.deepEqual([parts.of('EU').region, parts.of('FE').region], ['EU', 'NA']);
});

test('list() tells whose disk is full, for 20 s after it refused a write', async () => {
  let code: 'store-full' | 'store-failed' = 'store-failed';
  const { clock, parts } = open({ NA: async () => 1, EU: () => Promise.reject(new GatehouseError(code, 'No')) });
  const full = (): readonly unknown[] => parts.list().map(({ name, disk }) => [name, disk.full]);
  const none = [
    ['NA', false],
    ['EU', false],
  ];
  await parts.askAnswering(ask);
  assert.deepEqual(full(), none);
  code = 'store-full';
  await parts.askAnswering(ask);
  assert.deepEqual(full(), [none[0], ['EU', true]]);
  await clock.advance(20_000);
  assert.deepEqual(full(), none);
});

test('list() calls a disk full no longer once a write to it succeeds, and full when nobody can arrive there or be dropped', async () => {
  const full = new GatehouseError('store-full', 'No room');
  const disk = { full: true };
  const write = async (): Promise<unknown> => {
    if (disk.full) throw full;
    return { type: 'committed', first: 1, events: 0 };
  };
  const moves = { putMoved: write, discardArrival: write };
  const store = { accept: write, dropLane: write, moves } as unknown as MovableStore;
  const [clock, log] = [createVirtualClock(), createRecordingLog()];
  const parts = new RegionParts({ parts: [{ region: 'NA', store }], fallback: 'NA', clock, log });
  const { store: watched } = parts.fallback;
  const isFull = (): boolean | undefined => parts.list().at(0)?.disk.full;
  const rows = { customer: 'c', region: 'NA', at: 0, baggage: 'events', rows: [{ n: 1 }] } as const;
  const ask = [
    () => parts.askOne(parts.fallback, one => one.accept({ customer: 'c', at: 0, shadows: [], events: [] })),
    () => watched.dropLane({ customer: 'c', at: 0, why: 'w' }),
    () => watched.moves.putMoved(rows),
    () => watched.moves.discardArrival({ customer: 'c', limit: 1 }),
  ];
  for (const [index, one] of ask.entries()) {
    disk.full = true;
    await assert.rejects(one(), { code: 'store-full' });
    assert.equal(isFull(), true, `question ${index}`);
    disk.full = false;
    await one();
    assert.equal(isFull(), index % 2 === 1, 'what only deletes may succeed on a full disk');
    await ask[0]?.();
    assert.equal(isFull(), false);
  }
});
