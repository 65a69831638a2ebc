import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createPlan, type Plan } from './plan.ts';

const plans: readonly Plan[] = Array.from({ length: 400 }, (_, index) => createPlan(index + 1));

function fills({ commands }: Plan): boolean {
  return commands.some(({ deed }) => deed.type === 'disk full');
}

/** Whether so many are about a quarter of these. */
function isQuarter(found: readonly Plan[], all: readonly Plan[]): boolean {
  return found.length > all.length / 6 && found.length < all.length / 3;
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
  assert.ok(isQuarter(housed, plans), `${housed.length}`);
  assert.deepEqual([...new Set(housed.map(({ relays }) => relays))], [1]);
  for (const plan of plans) {
    for (const { deed } of plan.commands) {
      if (deed.type !== 'disk down' && deed.type !== 'disk hangs' && deed.type !== 'disk full') continue;
      const named = plan.residence?.some(region => region === deed.region) ?? deed.region === undefined;
      assert.ok(named, `seed ${plan.seed}: ${deed.type} of ${deed.region}`);
    }
  }
});

it('createPlan() fills the disk of one plan in four where regions share one, and more often where they do not', () => {
  const shared = plans.filter(({ residence }) => residence === undefined);
  const full = shared.filter(fills);
  assert.ok(isQuarter(full, shared), `${full.length} of ${shared.length}`);
  assert.deepEqual([...new Set(full.map(({ relays }) => relays))].toSorted(), [1, 2]);
  const housed = plans.filter(({ residence }) => residence !== undefined);
  assert.ok(housed.filter(fills).length > housed.length / 3);
});
