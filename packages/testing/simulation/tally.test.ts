import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Tally, type ToldSeed } from './tally.ts';

function told(seed: number, more: Partial<ToldSeed> = {}): ToldSeed {
  return { seed, states: {}, faults: {}, fingerprint: '', ...more };
}

it('add() sums states and faults by name, and lists failing seeds in their order', () => {
  const tally = new Tally();
  const violation = { name: 'lost', detail: 'e-1', atMs: 5 };
  tally.add(told(3, { states: { b: 2, a: 1 }, faults: { crash: 1 }, violation }));
  tally.add(told(1, { states: { b: 3 }, violation: { ...violation, name: 'stuck' } }));
  tally.add(told(2, { faults: { crash: 4, jump: 1 } }));
  assert.equal(tally.seeds, 3);
  assert.deepEqual(Object.entries(tally.states), [
    ['a', 1],
    ['b', 5],
  ]);
  assert.deepEqual(tally.faults, { crash: 5, jump: 1 });
  assert.deepEqual(
    tally.failed.map(({ seed, violation: { name } }) => `${seed} ${name}`),
    ['1 stuck', '3 lost'],
  );
});
