import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Customer } from './customer.ts';
import { CustomerRegistry } from './customer-registry.ts';

const customer = (userId: string, region: Customer['region'] = 'NA'): Customer => ({
  userId,
  region,
  locale: 'en-US',
  timeZone: 'UTC',
  notifications: {},
});

const idsOf = (customers: readonly Customer[]): string[] => customers.map(({ userId }) => userId);

function open(...userIds: readonly string[]): CustomerRegistry {
  const customers = new CustomerRegistry();
  for (const userId of userIds) customers.put(customer(userId));
  return customers;
}

describe('CustomerRegistry', () => {
  it('list() is in the order of the ids, however they came, and whole unless told otherwise', () => {
    const customers = open('c', 'a', 'b');
    customers.put(customer('a', 'EU'));
    assert.deepEqual(idsOf(customers.list()), ['a', 'b', 'c']);
    assert.deepEqual(
      [idsOf(customers.list(2)), idsOf(customers.list(2, 'a'))],
      [
        ['a', 'b'],
        ['b', 'c'],
      ],
    );
    assert.equal(customers.read('a')?.region, 'EU');
  });

  it('list() is without those that were removed, and with those that came back', () => {
    const customers = open('a', 'b');
    assert.deepEqual([customers.remove('a'), customers.remove('a')], [true, false]);
    assert.deepEqual(idsOf(customers.list()), ['b']);
    customers.put(customer('a'));
    assert.deepEqual(idsOf(customers.list()), ['a', 'b']);
    customers.reset();
    assert.deepEqual([customers.list(), customers.read('a')], [[], undefined]);
  });

  it('restore() takes back what records() gives, and tells nobody', () => {
    const told: string[] = [];
    const customers = new CustomerRegistry((_kind, key) => void told.push(key));
    for (const record of open('b', 'a').records()) customers.restore(record);
    assert.deepEqual([idsOf(customers.list()), told], [['a', 'b'], []]);
    customers.put(customer('c'));
    customers.remove('a');
    assert.deepEqual(told, ['c', 'a']);
  });
});
