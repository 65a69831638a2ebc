import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Secret } from '@gatehouse/client/platform';
import { GatehouseError } from '@gatehouse/protocol';
import { createVirtualClock, VIRTUAL_START } from '@gatehouse/testing';
import type { ApiKeyConfig } from '../config/resolve-api-keys.ts';
import { API_SCOPES } from './api-scope.ts';
import { createAuthorizer } from './authorize.ts';
import { hashApiKey } from './hash-api-key.ts';

const KEY = 'gatehouse-secret-key';
const clock = createVirtualClock();
const authorize = createAuthorizer({ apiKey: new Secret(KEY), clock });

/** An entry for a key. */
function entry(key: string, more: Partial<ApiKeyConfig> = {}): ApiKeyConfig {
  return { id: `id-of-${key.slice(-1)}`, hash: hashApiKey(key).toString('hex'), ...more };
}

/** Expects a refusal by its code, without any key in the message. */
function refuses(code: string, call: () => void): GatehouseError {
  let thrown: unknown;
  try {
    call();
  } catch (error) {
    thrown = error;
  }
  assert.ok(thrown instanceof GatehouseError);
  assert.equal(thrown.code, code);
  assert.equal(thrown.message.includes(KEY), false);
  return thrown;
}

for (const header of [`Bearer ${KEY}`, `bearer  ${KEY}`, `BEARER ${KEY} `]) {
  test(`createAuthorizer() lets the right key in when it is written ${header.replace(KEY, 'KEY')}`, () => {
    authorize(header);
    for (const scope of API_SCOPES) authorize(header, scope);
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
  `Bearer ${hashApiKey(KEY).toString('hex')}`,
]) {
  test(`createAuthorizer() says unauthorized when the header is ${header?.replace(KEY, 'KEY')}`, () => {
    refuses('unauthorized', () => authorize(header));
    refuses('unauthorized', () => createAuthorizer({ apiKeys: [entry(KEY)], clock })(header, 'read'));
  });
}

test('createAuthorizer() lets everybody in when there is no key', () => {
  createAuthorizer({ clock })(undefined, 'operate');
});

test('createAuthorizer() lets both keys in while one takes the place of the other, and the single one beside them', () => {
  const [old, fresh] = [`${KEY}-1`, `${KEY}-2`];
  const both = createAuthorizer({ apiKey: new Secret(KEY), apiKeys: [entry(old), entry(fresh)], clock });
  for (const key of [KEY, old, fresh]) both(`Bearer ${key}`, 'write');
  const after = createAuthorizer({ apiKeys: [entry(fresh)], clock });
  after(`Bearer ${fresh}`, 'write');
  refuses('unauthorized', () => after(`Bearer ${old}`, 'write'));
});

for (const scope of API_SCOPES) {
  test(`createAuthorizer() says forbidden to a key with ${scope} alone when something else is asked`, () => {
    const limited = createAuthorizer({ apiKeys: [entry(KEY, { id: 'limited', scopes: [scope] })], clock });
    for (const asked of API_SCOPES) {
      if (asked === scope) limited(`Bearer ${KEY}`, asked);
      else assert.match(refuses('forbidden', () => limited(`Bearer ${KEY}`, asked)).message, /limited/);
    }
    limited(`Bearer ${KEY}`);
  });
}

test('createAuthorizer() lets a key in until its end, and says unauthorized from then on', async () => {
  const time = createVirtualClock();
  const ending = createAuthorizer({ apiKeys: [entry(KEY, { expiresAt: VIRTUAL_START + 1_000 })], clock: time });
  await time.advance(999);
  ending(`Bearer ${KEY}`, 'read');
  await time.advance(1);
  assert.match(refuses('unauthorized', () => ending(`Bearer ${KEY}`, 'read')).message, /until 2026-01-01T00:00:01/);
});
