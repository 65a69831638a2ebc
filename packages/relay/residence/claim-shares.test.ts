import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatehouseError, type Region } from '@gatehouse/protocol';
import { createRecordingLog, createVirtualClock } from '@gatehouse/testing';
import type { ClaimedLane } from '../lane/lane-store.ts';
import { claimShares } from './claim-shares.ts';
import type { MovableStore, RegionPart } from './region-part.ts';
import { RegionParts } from './region-parts.ts';

/** Stores with so many lanes due each; a store without a number fails. */
function partsOf(due: Partial<Record<Region, number | undefined>>) {
  const asked: string[] = [];
  const parts = Object.entries(due).map(([region, lanes]): RegionPart => {
    let left = lanes;
    const claimLanes = async (claim: { lanes: number }): Promise<readonly ClaimedLane[]> => {
      asked.push(`${region} ${claim.lanes}`);
      if (left === undefined) throw new GatehouseError('store-failed', 'The disk is gone');
      const given = Math.min(left, claim.lanes);
      left -= given;
      return Array.from({ length: given }, () => ({
        customer: region,
        epoch: 1,
        generation: 1,
        failures: 0,
        events: [],
      }));
    };
    return { region: region as Region, store: { claimLanes } as unknown as MovableStore };
  });
  const fallback = parts[0]?.region ?? 'NA';
  return { asked, parts: new RegionParts({ parts, fallback, clock: createVirtualClock(), log: createRecordingLog() }) };
}

const claimOf = (lanes: number) => ({ owner: 'runner', now: 0, leaseUntil: 1, lanes, events: 1 });

function countRegions(lanes: readonly ClaimedLane[]): Record<string, number> {
  return Object.fromEntries(
    [...Map.groupBy(lanes, ({ customer }) => customer)].map(([name, own]) => [name, own.length]),
  );
}

test('claimShares() gives each store an equal share, and what one leaves to those that have more', async () => {
  const { parts } = partsOf({ NA: 100, EU: 2, FE: 100 });
  const lanes = await claimShares(parts, claimOf(30));
  assert.equal(lanes.length, 30);
  const { NA = 0, EU, FE = 0 } = countRegions(lanes);
  assert.equal(EU, 2);
  assert.ok(NA >= 10 && FE >= 10, 'nobody has less than a share');
});

test('claimShares() never claims more than it was asked to, whatever the shares come to', async () => {
  for (const wanted of [1, 2, 3, 4, 5, 7]) {
    const { parts } = partsOf({ NA: 100, EU: 100, FE: 100 });
    assert.equal((await claimShares(parts, claimOf(wanted))).length, wanted);
  }
});

test('claimShares() asks the next store for the only lane when the one whose turn it is fails', async () => {
  const { parts, asked } = partsOf({ NA: 2, EU: undefined });
  for (let times = 0; times < 2; times++) {
    assert.deepEqual(countRegions(await claimShares(parts, claimOf(1))), { NA: 1 });
  }
  assert.deepEqual(asked, ['EU 1', 'NA 1', 'NA 1']);
});

test('claimShares() gives back what a store claims when nobody waits for its answer any more', async () => {
  const stalled = Promise.withResolvers<void>();
  const released: unknown[] = [];
  const lane: ClaimedLane = { customer: 'c-1', epoch: 3, generation: 1, failures: 0, events: [] };
  const claimLanes = async (): Promise<readonly ClaimedLane[]> => {
    await stalled.promise;
    return [lane];
  };
  const releaseLane = async ({
    customer,
    epoch,
    at,
  }: {
    customer: string;
    epoch: number;
    at: number;
  }): Promise<void> => {
    released.push([customer, epoch, at]);
  };
  const store = { claimLanes, releaseLane } as unknown as MovableStore;
  const clock = createVirtualClock();
  const parts = new RegionParts({ parts: [{ region: 'NA', store }], fallback: 'NA', clock, log: createRecordingLog() });
  const claimed = claimShares(parts, claimOf(1));
  await Promise.all([assert.rejects(claimed, { code: 'store-failed' }), clock.advance(5_000)]);
  assert.deepEqual(released, []);
  stalled.resolve();
  await new Promise(resolve => setImmediate(resolve));
  assert.deepEqual(released, [['c-1', 3, 0]]);
  assert.equal((await claimShares(parts, claimOf(1))).length, 1);
  assert.equal(released.length, 1, 'what is waited for is kept');
});

test('claimShares() rejects when every store fails, and not when the others have nothing due', async () => {
  await assert.rejects(claimShares(partsOf({ NA: undefined, EU: undefined }).parts, claimOf(1)), {
    code: 'store-failed',
  });
  assert.deepEqual(await claimShares(partsOf({ NA: 0, EU: undefined }).parts, claimOf(4)), []);
});
