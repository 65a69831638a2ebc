import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createPlan, type Plan } from './plan.ts';

const plans: readonly Plan[] = Array.from({ length: 400 }, (_, index) => createPlan(index + 1));

function fills({ commands }: Plan): boolean {
  return commands.some(({ deed }) => deed.type === 'disk full');
}

/** Whether so many are about a quarter of all. */
function isQuarter(found: readonly Plan[]): boolean {
  return found.length > plans.length / 6 && found.length < plans.length / 3;
}

it('createPlan() draws another plan for another seed, and the same for the same', () => {
  assert.deepEqual(createPlan(7), createPlan(7));
  assert.notDeepEqual(createPlan(7).commands, createPlan(8).commands);
});

it('createPlan() lists commands in the order of their times', () => {
  for (const { commands } of plans) {
    const times = commands.map(({ atMs }) => atMs);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
  }
});

it('createPlan() gives one in four a store for each region, with one relay, and names the disk of each fault of one', () => {
  const housed = plans.filter(({ residence }) => residence !== undefined);
  assert.ok(isQuarter(housed), `${housed.length}`);
  assert.deepEqual([...new Set(housed.map(({ relays }) => relays))], [1]);
  for (const plan of plans) {
    for (const { deed } of plan.commands) {
      if (deed.type !== 'disk down' && deed.type !== 'disk hangs' && deed.type !== 'disk full') continue;
      const named = plan.residence?.some(region => region === deed.region) ?? deed.region === undefined;
      assert.ok(named, `seed ${plan.seed}: ${deed.type} of ${deed.region}`);
    }
  }
});

it('createPlan() fills disks in one of four plans, with one relay and with two, regions or none', () => {
  const full = plans.filter(fills);
  assert.ok(isQuarter(full), `${full.length}`);
  const kinds = full.map(({ relays, residence }) => `${relays} relays, ${residence?.length ?? 1} disks`);
  assert.deepEqual([...new Set(kinds)].toSorted(), [
    '1 relays, 1 disks',
    '1 relays, 2 disks',
    '1 relays, 3 disks',
    '2 relays, 1 disks',
  ]);
});
