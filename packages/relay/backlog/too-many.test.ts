import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatehouseError, type GatehouseErrorCode } from '@gatehouse/protocol';
import { retrySecondsOf, tooMany } from './too-many.ts';

test('retrySecondsOf() gives the time that too many requests are asked to wait', () => {
  assert.equal(retrySecondsOf(tooMany('Too much waits', 7)), 7);
});

const cases: readonly (readonly [GatehouseErrorCode, number | undefined])[] = [
  ['store-full', 10],
  ['stopping', 2],
  ['store-closed', 2],
  ['store-failed', undefined],
  ['invalid-request', undefined],
];

for (const [code, seconds] of cases) {
  test(`retrySecondsOf() asks the caller to wait ${seconds ?? 'no'} seconds after ${code}`, () => {
    assert.equal(retrySecondsOf(new GatehouseError(code, 'No')), seconds);
  });
}
