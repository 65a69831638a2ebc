import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Bench } from './bench.ts';
import { isSelected, selectBenches } from './select-benches.ts';

function benchOf(...rows: string[]): Bench {
  return { rows, peers: [], run: () => Promise.resolve([]) };
}

it('selectBenches() takes benches with a row that begins with a word', () => {
  const validate = benchOf('validate/ajv', 'validate/zod');
  const relay = benchOf('relay/deliver');
  const all = [validate, relay];
  assert.deepEqual(selectBenches(all, []), all);
  assert.deepEqual(selectBenches(all, ['validate/z']), [validate]);
  assert.deepEqual(selectBenches(all, ['relay', 'validate']), all);
  assert.equal(selectBenches(all, ['relay', 'speed']), 'speed');
});

it('isSelected() takes every row when no word is given', () => {
  assert.ok(isSelected('validate/ajv', []));
  assert.ok(isSelected('validate/ajv', ['relay', 'validate']));
  assert.ok(!isSelected('validate/ajv', ['validate/zod']));
});
