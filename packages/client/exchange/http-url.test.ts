import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import { parseHttpUrl } from './http-url.ts';

test('parseHttpUrl() reads URLs of http: and https:', () => {
  assert.equal(parseHttpUrl('https://api.amazonalexa.com', 'URL').host, 'api.amazonalexa.com');
  assert.equal(parseHttpUrl('http://127.0.0.1:4400/na', 'URL').pathname, '/na');
});

test('parseHttpUrl() throws config-invalid and names the setting when the URL is of no use', () => {
  for (const text of ['', 'api.amazonalexa.com', 'ftp://example.test', 'file:///etc/hosts', 'http://']) {
    assert.throws(
      () => parseHttpUrl(text, 'URL of the NA gateway'),
      (error: unknown) =>
        error instanceof GatehouseError &&
        error.code === 'config-invalid' &&
        error.message.startsWith('The URL of the NA gateway cannot be used: found '),
    );
  }
});

test('parseHttpUrl() refuses credentials and does not repeat them', () => {
  assert.throws(
    () => parseHttpUrl('http://user:gatehouse-secret-1@127.0.0.1', 'URL'),
    (error: unknown) => error instanceof GatehouseError && !error.message.includes('gatehouse-secret'),
  );
});
