import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeCustomer } from './encode-customer.ts';

const at = Date.UTC(2026, 0, 1);

test('encodeCustomer() leaves out what is not known', () => {
  const customer = { customer: 'c-1', generation: 0, link: { state: 'none', since: at } } as const;
  assert.deepEqual(encodeCustomer(customer, { lane: { state: 'idle', queued: 0 }, endpoints: 0 }), {
    customer: 'c-1',
    link: { state: 'none', since: '2026-01-01T00:00:00.000Z' },
    lane: { state: 'idle', queued: 0 },
    endpoints: 0,
  });
});

test('encodeCustomer() tells why a customer is parked and since when', () => {
  const link = { state: 'lost', since: at, reason: 'The link is lost', remedy: 'Link again' } as const;
  const lane = { state: 'parked', reason: 'link-lost', dueAt: at, queued: 2, oldestAt: at } as const;
  const view = encodeCustomer({ customer: 'c-1', region: 'EU', generation: 1, link }, { lane, endpoints: 3 });
  assert.deepEqual(view, {
    customer: 'c-1',
    region: 'EU',
    link: { ...link, since: '2026-01-01T00:00:00.000Z' },
    lane: { ...lane, dueAt: '2026-01-01T00:00:00.000Z', oldestAt: '2026-01-01T00:00:00.000Z' },
    endpoints: 3,
  });
});
