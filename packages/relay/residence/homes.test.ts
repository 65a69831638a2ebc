import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatehouseError, type Region } from '@gatehouse/protocol';
import { createRecordingLog, createVirtualClock } from '@gatehouse/testing';
import { Homes } from './homes.ts';
import type { MovableStore, RegionPart } from './region-part.ts';
import { RegionParts } from './region-parts.ts';

/** A store that knows some customers, and counts how often it was asked. */
function partOf(region: Region, known: readonly string[], fails = false) {
  const asks: string[] = [];
  const readCustomer = async (customer: string) => {
    asks.push(customer);
    if (fails) throw new GatehouseError('store-failed', 'The disk is gone');
    return known.includes(customer) ? { customer } : undefined;
  };
  const part: RegionPart = { region, store: { readCustomer } as unknown as MovableStore };
  return { part, asks };
}

/** Stores asked together; the first is that of customers without a region. */
function join(...parts: readonly [RegionPart, ...RegionPart[]]): RegionParts {
  return new RegionParts({ parts, fallback: parts[0].region, clock: createVirtualClock(), log: createRecordingLog() });
}

test('visit() lets a customer be born in one place, however many come at once', async () => {
  const [na, eu] = [partOf('NA', []), partOf('EU', [])];
  const homes = new Homes({ parts: join(na.part, eu.part) });
  const born = await Promise.all(
    [eu.part, na.part, eu.part].map(birthplace =>
      homes.visit({ customer: 'c', birthplace, creates: true }, async home => home.region),
    ),
  );
  assert.equal(new Set(born).size, 1);
  assert.deepEqual([na.asks.length, eu.asks.length], [1, 1]);
});

test('visit() lets whoever only reads leave a stranger unknown', async () => {
  const [na, eu] = [partOf('NA', []), partOf('EU', [])];
  const homes = new Homes({ parts: join(na.part, eu.part) });
  await homes.visit({ customer: 'c', birthplace: na.part, creates: false }, async () => {});
  assert.equal(await homes.find('c'), undefined);
});

test('visit() asks again for a home that was forgotten, and not for one that is remembered', async () => {
  const na = partOf('NA', ['a', 'b']);
  const homes = new Homes({ parts: join(na.part), limit: 1 });
  const look = (customer: string) => homes.visit({ customer, birthplace: na.part, creates: false }, async () => {});
  for (const customer of ['a', 'a', 'b', 'a']) await look(customer);
  assert.deepEqual(na.asks, ['a', 'b', 'a']);
});

test('visit() works for whom another store knows while one fails, and refuses whom the failing one may know', async () => {
  const [na, eu] = [partOf('NA', ['american']), partOf('EU', [], true)];
  const homes = new Homes({ parts: join(na.part, eu.part) });
  const visit = (customer: string) =>
    homes.visit({ customer, birthplace: na.part, creates: true }, async home => home.region);
  assert.equal(await visit('american'), 'NA');
  await assert.rejects(visit('stranger'), /The store of region EU failed: The disk is gone/);
});

test('visit() does not wait for a store that hangs when another one knows the customer', async () => {
  const na = partOf('NA', ['american']);
  const hung: RegionPart = {
    region: 'EU',
    store: { readCustomer: () => new Promise(() => {}) } as unknown as MovableStore,
  };
  const homes = new Homes({ parts: join(hung, na.part) });
  const visit = { customer: 'american', birthplace: hung, creates: true };
  assert.equal(await homes.visit(visit, async home => home.region), 'NA');
});

test('visit() refuses a stranger when a store that hangs may know it, after 5 s', async () => {
  const na = partOf('NA', []);
  const hung: RegionPart = {
    region: 'EU',
    store: { readCustomer: () => new Promise(() => {}) } as unknown as MovableStore,
  };
  const clock = createVirtualClock();
  const log = createRecordingLog();
  const homes = new Homes({ parts: new RegionParts({ parts: [na.part, hung], fallback: 'NA', clock, log }) });
  const visited = homes.visit({ customer: 'c', birthplace: na.part, creates: true }, async () => {});
  await Promise.all([assert.rejects(visited, /region EU failed: It gave no answer/), clock.advance(5_000)]);
});

test('clear() waits until everybody has left, keeps newcomers at the door, and shows them the new home', async () => {
  const [na, eu] = [partOf('NA', ['c']), partOf('EU', [])];
  const homes = new Homes({ parts: join(na.part, eu.part) });
  const steps: string[] = [];
  const leaving = Promise.withResolvers<void>();
  const visit = (name: string, work: Promise<void> = Promise.resolve()) =>
    homes.visit({ customer: 'c', birthplace: na.part, creates: false }, async home => {
      await work;
      steps.push(`${name} in ${home.region}`);
    });
  const first = visit('first', leaving.promise);
  await homes.find('c');
  const moved = homes.clear('c', async home => {
    steps.push(`move from ${home?.region}`);
    return eu.part;
  });
  assert.equal(homes.isMoving('c'), true);
  const second = visit('second');
  leaving.resolve();
  await Promise.all([first, moved, second]);
  assert.deepEqual(steps, ['first in NA', 'move from NA', 'second in EU']);
  assert.equal(homes.isMoving('c'), false);
});
