import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Secret } from '@gatehouse/client/platform';
import { GatehouseError } from '@gatehouse/protocol';
import { createAuthorizer } from './authorize.ts';

const KEY = 'gatehouse-secret-key';
const authorize = createAuthorizer(new Secret(KEY));

for (const header of [`Bearer ${KEY}`, `bearer  ${KEY}`, `BEARER ${KEY} `]) {
  test(`createAuthorizer() lets the right key in when it is written ${header.replace(KEY, 'KEY')}`, () => {
    authorize(header);
  });
}

for (const header of [
  undefined,
  '',
  KEY,
  'Bearer',
  'Bearer wrong',
  `Basic ${KEY}`,
  `Bearer ${KEY}x`,
  `Bearer ${KEY} x`,
]) {
  test(`createAuthorizer() says unauthorized when the header is ${header?.replace(KEY, 'KEY')}`, () => {
    assert.throws(
      () => authorize(header),
      (error: unknown) =>
        error instanceof GatehouseError && error.code === 'unauthorized' && !error.message.includes(KEY),
    );
  });
}

test('createAuthorizer() lets everybody in when there is no key', () => {
  createAuthorizer(undefined)(undefined);
});
