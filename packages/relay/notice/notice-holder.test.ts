import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REGIONS } from '@gatehouse/protocol';
import fc from 'fast-check';
import { isCustomerId } from '../customer/is-customer-id.ts';
import { encodeOwner } from './encode-owner.ts';
import { encodeNoticeHolder, isNoticeHolder, type NoticeHolder, parseNoticeHolder } from './notice-holder.ts';

const holders = fc.oneof(
  fc.record({ region: fc.constantFrom(...REGIONS) }),
  fc.record({ region: fc.constantFrom(...REGIONS), user: fc.string({ minLength: 1 }) }),
);

test('parseNoticeHolder() reads back every holder, and no customer is ever taken for one', () => {
  fc.assert(
    fc.property(holders, holder => {
      const name = encodeNoticeHolder(holder);
      assert.deepEqual(parseNoticeHolder(name), { ...holder } satisfies NoticeHolder);
      assert.equal(isCustomerId(name), false);
      assert.ok(name < ' ', 'the store tells holders from customers by their order');
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }).filter(isCustomerId), customer => {
      assert.deepEqual([isNoticeHolder(customer), parseNoticeHolder(customer)], [false, undefined]);
    }),
  );
});

test('parseNoticeHolder() knows no holder of no region', () => {
  assert.equal(parseNoticeHolder('\u001fXX\u001fuser'), undefined);
});

test('encodeOwner() names whom a notice is for, and leaves customers as they are', () => {
  assert.deepEqual(encodeOwner('customer-1'), { customer: 'customer-1' });
  const one = { region: 'EU', user: 'u' } as const;
  assert.deepEqual(encodeOwner(encodeNoticeHolder(one)), { customer: 'u', audience: one });
  assert.deepEqual(encodeOwner(encodeNoticeHolder({ region: 'FE' })), {
    customer: 'everybody',
    audience: { region: 'FE' },
  });
});
