import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import { CustomerRegistry } from './customer-registry.ts';
import { parseCustomer } from './parse-customer.ts';

describe('parseCustomer()', () => {
  it('gives every member left out its default', () => {
    assert.deepEqual(parseCustomer({ region: 'FE' }, 'user-1'), {
      userId: 'user-1',
      region: 'FE',
      locale: 'en-US',
      timeZone: 'UTC',
      notifications: {},
    });
  });

  it('takes a whole customer', () => {
    const customer = {
      userId: 'user-1',
      region: 'EU' as const,
      locale: 'de-DE',
      timeZone: 'Europe/Berlin',
      notifications: { 'skill-1': ['AMAZON.WeatherAlert.Activated'] },
    };
    assert.deepEqual(parseCustomer(customer, 'user-1'), customer);
  });

  const wrong: readonly [string, unknown, string][] = [
    ['no body', undefined, ''],
    ['no region', {}, '/region'],
    ['a region in lower case', { region: 'eu' }, '/region'],
    ['a locale without a country', { region: 'EU', locale: 'de' }, '/locale'],
    ['a time zone that does not exist', { region: 'EU', timeZone: 'Mars/Base' }, '/timeZone'],
    ['another id than the path', { region: 'EU', userId: 'user-2' }, '/userId'],
    ['an unknown member', { region: 'EU', name: 'Ann' }, '/name'],
  ];
  for (const [name, body, pointer] of wrong) {
    it(`refuses ${name}`, () => {
      assert.throws(
        () => parseCustomer(body, 'user-1'),
        (error: unknown) => error instanceof GatehouseError && error.pointer === pointer,
      );
    });
  }
});

describe('CustomerRegistry', () => {
  it('lists customers by id, and forgets them', () => {
    const registry = new CustomerRegistry();
    registry.put(parseCustomer({ region: 'NA' }, 'user-2'));
    registry.put(parseCustomer({ region: 'NA' }, 'user-1'));
    assert.deepEqual(
      registry.list().map(({ userId }) => userId),
      ['user-1', 'user-2'],
    );
    assert.deepEqual([registry.remove('user-1'), registry.remove('user-1')], [true, false]);
    registry.reset();
    assert.deepEqual(registry.list(), []);
  });
});
