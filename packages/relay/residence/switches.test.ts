import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVirtualClock } from '@gatehouse/testing';
import { Switches } from './switches.ts';

/** Work that ends when it is told to; `told` gets its name when it begins and when it ends. */
function workOf(name: string, told: string[]): { readonly work: () => Promise<void>; end(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const work = async (): Promise<void> => {
    told.push(`${name} begins`);
    await promise;
    told.push(`${name} ends`);
  };
  return { work, end: resolve };
}

test('count() waits for who changes over, change() for who counts, and neither for its own kind', async () => {
  const clock = createVirtualClock();
  const switches = new Switches(clock);
  const told: string[] = [];
  const [one, two, first, second, late] = ['one', 'two', 'first', 'second', 'late'].map(name => workOf(name, told));
  assert.ok(one && two && first && second && late);
  const all = [switches.change(one.work), switches.change(two.work), switches.count(first.work)];
  all.push(switches.count(second.work), switches.change(late.work));
  await clock.settle();
  assert.deepEqual(told.splice(0), ['one begins', 'two begins']);
  one.end();
  two.end();
  await clock.settle();
  assert.deepEqual(told.splice(0), ['one ends', 'two ends', 'first begins', 'second begins']);
  first.end();
  await clock.settle();
  assert.deepEqual(told.splice(0), ['first ends']);
  second.end();
  late.end();
  await Promise.all(all);
  assert.deepEqual(told, ['second ends', 'late begins', 'late ends']);
  assert.deepEqual(clock.pending(), []);
});

test('change() goes before a count that comes while it waits, so that counts without a gap do not keep it out', async () => {
  const clock = createVirtualClock();
  const switches = new Switches(clock);
  const told: string[] = [];
  const [first, customer, second] = ['first', 'customer', 'second'].map(name => workOf(name, told));
  assert.ok(first && customer && second);
  const all = [switches.count(first.work), switches.change(customer.work), switches.count(second.work)];
  await clock.settle();
  first.end();
  await clock.settle();
  assert.deepEqual(told.splice(0), ['first begins', 'first ends', 'customer begins']);
  customer.end();
  second.end();
  await Promise.all(all);
  assert.deepEqual(told, ['customer ends', 'second begins', 'second ends']);
  assert.deepEqual(clock.pending(), []);
});

test('count() says store-failed after 5 s of somebody between two stores, and others change over then', async () => {
  const clock = createVirtualClock();
  const switches = new Switches(clock);
  const told: string[] = [];
  const stuck = workOf('stuck', told);
  const leaving = switches.change(stuck.work);
  const counted = assert.rejects(
    switches.count(async () => told.push('counted')),
    { code: 'store-failed' },
  );
  const other = workOf('other', told);
  other.end();
  const changed = switches.change(other.work);
  await clock.advance(5_000);
  await Promise.all([counted, changed]);
  assert.deepEqual(told.splice(0), ['stuck begins', 'other begins', 'other ends']);
  stuck.end();
  await leaving;
  assert.equal(await switches.count(async () => 7), 7);
  assert.deepEqual(clock.pending(), []);
});

test('change() and count() hand on what fails, and keep nobody waiting for it', async () => {
  const switches = new Switches(createVirtualClock());
  const failure = new TypeError('The wire broke');
  await assert.rejects(
    switches.change(() => Promise.reject(failure)),
    failure,
  );
  await assert.rejects(
    switches.count(() => Promise.reject(failure)),
    failure,
  );
  assert.equal(await switches.count(async () => 1), 1);
});
