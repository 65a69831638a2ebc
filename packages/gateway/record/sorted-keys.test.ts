import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { SortedKeys } from './sorted-keys.ts';

const key = fc.string({ maxLength: 2 });
const action = fc.oneof(
  fc.record({ do: fc.constantFrom('add', 'remove'), key }),
  fc.record({ do: fc.constant('list'), key, limit: fc.nat(4) }),
  fc.record({ do: fc.constantFrom('all', 'clear') }),
);

/** As the keys are documented: a set, sorted at each question. */
function listOf(model: ReadonlySet<string>, after?: string): string[] {
  return [...model].filter(name => after === undefined || name > after).toSorted((a, b) => (a < b ? -1 : 1));
}

describe('SortedKeys', () => {
  it('list() answers as a set does that is sorted each time, whatever came and went', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), actions => {
        const keys = new SortedKeys();
        const model = new Set<string>();
        for (const step of actions) {
          if ('limit' in step)
            assert.deepEqual(keys.list(step.limit, step.key), listOf(model, step.key).slice(0, step.limit));
          else if (step.do === 'all') assert.deepEqual(keys.list(1_000), listOf(model));
          else if (step.do === 'clear') {
            keys.clear();
            model.clear();
          } else if ('key' in step && step.do === 'add' && !model.has(step.key)) {
            keys.add(step.key);
            model.add(step.key);
          } else if ('key' in step && step.do === 'remove' && model.delete(step.key)) keys.remove(step.key);
        }
        assert.deepEqual(keys.list(1_000), listOf(model));
      }),
      { numRuns: 300 },
    );
  });

  it('list() begins after a key that is not there', () => {
    const keys = new SortedKeys();
    for (const name of ['c', 'a', 'e']) keys.add(name);
    assert.deepEqual([keys.list(2, 'b'), keys.list(9, 'e'), keys.list(1)], [['c', 'e'], [], ['a']]);
  });
});
