import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bucketOf } from '../lane/bucket.ts';
import type { DivergentPage, EndpointRef } from '../shadow/shadow-store.ts';
import { joinDivergent, joinGrants, joinLedgers } from './join-pages.ts';

const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 24 });

/** As SQLite orders a key of bucket and text. */
function before(a: string, b: string): number {
  return bucketOf(a) - bucketOf(b) || Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function pageOf(own: readonly string[], { after, limit }: { after: string | undefined; limit: number }) {
  const rest = own.filter(name => after === undefined || before(name, after) > 0).sort(before);
  return rest.slice(0, limit);
}

test('joinGrants() pages through several stores without gap or repetition, whatever lies where', () => {
  fc.assert(
    fc.property(names, fc.integer({ min: 1, max: 5 }), (all, limit) => {
      const stores = [0, 1, 2].map(which => all.filter((_, index) => index % 3 === which));
      const found: string[] = [];
      for (let after: string | undefined; ; after = found.at(-1)) {
        const pages = stores.map(own => {
          const items = pageOf(own, { after, limit }).map(customer => {
            return { customer, generation: 1, tokens: '', expiresAt: 0 };
          });
          const next = items.length === limit ? items.at(-1)?.customer : undefined;
          return next === undefined ? { items } : { items, next };
        });
        const { items, next } = joinGrants(pages, limit);
        found.push(...items.map(({ customer }) => customer));
        if (next === undefined) break;
      }
      assert.deepEqual(found, [...all].sort(before));
    }),
  );
});

test('joinDivergent() passes over nothing where a store stops looking early', () => {
  fc.assert(
    fc.property(names, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 6 }), (all, limit, look) => {
      const stores = [0, 1].map(which => all.filter((_, index) => index % 2 === which));
      const found: string[] = [];
      for (let after: EndpointRef | undefined; ; ) {
        const pages = stores.map((own): DivergentPage => {
          const seen = pageOf(own, { after: after?.customer, limit: look });
          // Every other one turns out to need nothing.
          const items = seen.filter(name => name.length % 2 === 1).map(customer => ({ customer, endpointId: 'e' }));
          const cut = items.slice(0, limit);
          const last = items.length > limit ? cut.at(-1)?.customer : seen.length === look ? seen.at(-1) : undefined;
          return last === undefined ? { items: cut } : { items: cut, next: { customer: last, endpointId: 'e' } };
        });
        const page = joinDivergent(pages, limit);
        assert.ok(page.items.length <= limit);
        found.push(...page.items.map(({ customer }) => customer));
        if (page.next === undefined) break;
        after = page.next;
      }
      assert.deepEqual(found, all.filter(name => name.length % 2 === 1).sort(before));
    }),
  );
});

test('joinLedgers() adds what each store counts', () => {
  const one = { accepted: 9, pending: 1, parked: 1, delivered: 2, coalesced: 1, expired: 1, dead: 2, dropped: 1 };
  const two = Object.fromEntries(Object.entries(one).map(([name, count]) => [name, 2 * count]));
  assert.deepEqual(joinLedgers([one, one]), two);
});
