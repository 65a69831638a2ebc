import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatehouseError, type GatehouseErrorCode } from '@gatehouse/protocol';
import { createVirtualClock } from '@gatehouse/testing';
import { DiskWatch } from './disk-watch.ts';
import { overrideMethods } from './override-methods.ts';
import { openSqliteStore } from './sqlite/sqlite-store.ts';
import type { Store } from './store.ts';

const AT = 1_767_225_600_000;
const grant = { customer: 'c-1', tokens: 'sealed', expiresAt: AT, at: AT, dueAt: AT };
const claim = { owner: 'runner', now: AT, leaseUntil: AT + 1, lanes: 1, events: 1 };
const intake = { customer: 'c-1', at: AT, shadows: [], events: [] };

/** A watched store in memory whose writes fail with a code, as long as one is set. */
async function openWatched(close: (end: () => Promise<void>) => void) {
  const opened = await openSqliteStore({ memory: true });
  close(() => opened.close());
  const disk: { code?: GatehouseErrorCode } = {};
  const answer = async <Result>(asked: () => Promise<Result>): Promise<Result> => {
    if (disk.code !== undefined) throw new GatehouseError(disk.code, 'The disk says no');
    return asked();
  };
  const failing: Store = overrideMethods(opened, {
    accept: one => answer(() => opened.accept(one)),
    claimLanes: one => answer(() => opened.claimLanes(one)),
    putGrant: one => answer(() => opened.putGrant(one)),
  });
  const clock = createVirtualClock();
  const watch = new DiskWatch(clock);
  return { watch, store: watch.watch(failing), disk, clock };
}

test('DiskWatch calls the disk full once a write is refused for that, and until one succeeds', async t => {
  const { watch, store, disk } = await openWatched(end => t.after(end));
  await store.putGrant(grant);
  assert.equal(watch.full, false);
  disk.code = 'store-full';
  await assert.rejects(store.accept(intake), { code: 'store-full' });
  assert.equal(watch.full, true);
  delete disk.code;
  await store.readLedger();
  assert.deepEqual(await store.claimLanes(claim), []);
  assert.equal(watch.full, true, 'neither has written anything');
  await store.putGrant(grant);
  assert.equal(watch.full, false);
});

test('DiskWatch lets it be tried again after a while, and calls it full again when the lanes cannot be claimed', async t => {
  const { watch, store, disk, clock } = await openWatched(end => t.after(end));
  disk.code = 'store-full';
  await assert.rejects(store.claimLanes(claim));
  await clock.advance(19_999);
  assert.equal(watch.full, true);
  await clock.advance(1);
  assert.equal(watch.full, false);
  await assert.rejects(store.claimLanes(claim));
  assert.equal(watch.full, true);
});

test('DiskWatch does not call a disk full that fails otherwise', async t => {
  const { watch, store, disk } = await openWatched(end => t.after(end));
  disk.code = 'store-failed';
  await assert.rejects(store.accept(intake), { code: 'store-failed' });
  assert.equal(watch.full, false);
});
