import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import fc from 'fast-check';
import { pageOf, parsePaging } from './page.ts';
import { encodeProblem } from './problem.ts';

const idOf = (item: string): string => item;

describe('pageOf()', () => {
  it('reaches every item exactly once, whatever the limit', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 })), fc.integer({ min: 1, max: 5 }), (items, limit) => {
        const list = items.sort();
        const seen: string[] = [];
        let after: string | undefined;
        do {
          const page = pageOf(list, { idOf, query: { limit: String(limit), ...(after !== undefined && { after }) } });
          assert.ok(page.items.length <= limit);
          seen.push(...page.items);
          after = page.next;
        } while (after !== undefined);
        assert.deepEqual(seen, list);
      }),
    );
  });

  for (const limit of ['0', '1001', '1.5', 'all', '']) {
    it(`refuses the limit "${limit}"`, () => {
      assert.throws(() => parsePaging({ limit }), { code: 'invalid-request', pointer: '/limit' });
    });
  }
});

describe('encodeProblem()', () => {
  it('words a GatehouseError with code, pointer and remedy', () => {
    const problem = encodeProblem(new GatehouseError('too-large', 'Too much', { pointer: '/a' }));
    assert.deepEqual(problem, {
      type: 'urn:gatehouse:error:too-large',
      title: 'The body is larger than allowed',
      status: 413,
      detail: 'Too much',
      code: 'too-large',
      pointer: '/a',
      remedy: 'Send it in smaller parts',
    });
  });

  it('says nothing of any other error', () => {
    const problem = encodeProblem(new TypeError('gatehouse-secret-detail'));
    assert.deepEqual([problem.status, problem.code], [500, 'internal-error']);
    assert.doesNotMatch(JSON.stringify(problem), /gatehouse-secret-/);
  });
});
