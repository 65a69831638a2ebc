import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type GrantStart, mayStoreGrant } from './grant-order.ts';

const cases: readonly (readonly [string, GrantStart, number, GrantStart | undefined, boolean])[] = [
  ['the first grant of a customer', { turn: 1, generation: 0 }, 0, undefined, true],
  ['a grant in the place of an older one', { turn: 1, generation: 3 }, 3, undefined, true],
  [
    'a grant after one of this process that began before',
    { turn: 2, generation: 0 },
    1,
    { turn: 1, generation: 1 },
    true,
  ],
  ['a grant that began before the one stored here', { turn: 1, generation: 0 }, 1, { turn: 2, generation: 1 }, false],
  ['a grant that began before another process stored one', { turn: 1, generation: 3 }, 4, undefined, false],
  [
    'a grant that began before another process came after ours',
    { turn: 2, generation: 0 },
    2,
    { turn: 1, generation: 1 },
    false,
  ],
  [
    'a grant that began before the customer was forgotten here',
    { turn: 1, generation: 3 },
    0,
    { turn: 2, generation: 0 },
    false,
  ],
  ['a grant that began before the customer was forgotten elsewhere', { turn: 1, generation: 3 }, 0, undefined, false],
  [
    'a grant that began after the customer was forgotten',
    { turn: 3, generation: 0 },
    0,
    { turn: 2, generation: 0 },
    true,
  ],
];

describe('mayStoreGrant()', () => {
  for (const [what, start, generation, last, may] of cases) {
    it(`${may ? 'stores' : 'refuses'} ${what}`, () => {
      assert.equal(mayStoreGrant(start, { generation, last }), may);
    });
  }
});
