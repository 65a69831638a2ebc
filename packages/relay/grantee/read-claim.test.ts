import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readClaim } from './read-claim.ts';

describe('readClaim()', () => {
  const cases: readonly (readonly [string, Record<string, never> | object, readonly string[], string | undefined])[] = [
    ['a text', { sub: 'c-1' }, ['sub'], 'c-1'],
    ['a whole number', { user_id: 42 }, ['user_id'], '42'],
    ['the second name when the first is missing', { username: 'c-1' }, ['sub', 'username'], 'c-1'],
    ['the second name when the first is no id', { sub: '', username: 'c-1' }, ['sub', 'username'], 'c-1'],
    ['nobody when the claim is missing', { name: 'c-1' }, ['sub'], undefined],
    ['nobody when the claim is inherited', {}, ['constructor'], undefined],
    ['nobody when the claim is empty', { sub: '' }, ['sub'], undefined],
    ['nobody when the claim is an object', { sub: { id: 'c-1' } }, ['sub'], undefined],
    ['nobody when the claim has a control character', { sub: 'c\n1' }, ['sub'], undefined],
    ['nobody when the claim is longer than an id', { sub: 'c'.repeat(257) }, ['sub'], undefined],
    ['nobody when the claim is a fraction', { sub: 1.5 }, ['sub'], undefined],
  ];
  for (const [what, claims, names, customer] of cases) {
    it(`finds ${what}`, () => {
      const answer = readClaim({ ...claims }, names);
      if (customer !== undefined) assert.deepEqual(answer, { type: 'known', customer });
      else assert.ok(answer.type === 'refused' && answer.reason.includes(names.join(' or ')));
    });
  }
});
