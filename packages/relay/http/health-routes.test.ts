import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import { createVirtualClock, type VirtualClock } from '@gatehouse/testing';
import type { ApiAnswer } from './api-route.ts';
import { type HealthRoutesOptions, healthRoutes } from './health-routes.ts';

const described = { kind: 'memory', version: '3.53.0', synchronous: 'memory' } as const;
const store: HealthRoutesOptions['store'] = { nextDueAt: async () => undefined, describe: () => described };
const failing: HealthRoutesOptions['store'] = {
  ...store,
  nextDueAt: () => Promise.reject(new GatehouseError('store-failed', 'The disk is full')),
};
const keyring: HealthRoutesOptions['keyring'] = { check: async () => {} };
const lostKeys: HealthRoutesOptions['keyring'] = {
  check: () => Promise.reject(new GatehouseError('sealing-keys-invalid', 'The key file /run/keys is gone')),
};
const never = (): Promise<never> => new Promise(() => {});

async function ask(
  path: string,
  given: Partial<HealthRoutesOptions>,
  clock: VirtualClock = createVirtualClock(),
): Promise<ApiAnswer> {
  const options = { store, disk: { full: false }, keyring, clock, isStopping: () => false, ...given };
  const route = healthRoutes(options).find(one => one.path === path);
  assert.ok(route?.open, 'answers without a key');
  return route.handle({ params: {}, query: {}, headers: {}, body: undefined });
}

const ok = { status: 'ok' };
const bad = { status: 'failing' };
const fine = { intake: ok, store: { status: 'ok', ...described }, keys: ok };
const stopping = { isStopping: () => true };

const rows: readonly (readonly [string, Partial<HealthRoutesOptions>, number, string, object])[] = [
  ['everything answers', {}, 200, 'ok', fine],
  ['the disk of the store is full', { disk: { full: true } }, 503, 'failing', { ...fine, store: bad }],
  ['the store fails', { store: failing }, 503, 'failing', { ...fine, store: bad }],
  [
    'the store of one region fails',
    {
      store: {
        ...store,
        listParts: () => [
          { name: 'NA', store, disk: { full: false } },
          { name: 'EU', store: failing, disk: { full: false } },
        ],
      },
    },
    503,
    'failing',
    { ...fine, store: { ...bad, regions: { NA: ok, EU: bad } } },
  ],
  [
    'the disk of one region is full',
    {
      store: {
        ...store,
        listParts: () => [
          { name: 'NA', store, disk: { full: false } },
          { name: 'EU', store, disk: { full: true } },
        ],
      },
    },
    503,
    'failing',
    { ...fine, store: { ...bad, regions: { NA: ok, EU: bad } } },
  ],
  ['the key file cannot be read', { keyring: lostKeys }, 503, 'failing', { ...fine, keys: bad }],
  [
    'store and key file fail',
    { store: failing, keyring: lostKeys },
    503,
    'failing',
    { intake: ok, store: bad, keys: bad },
  ],
  ['the relay stops', stopping, 503, 'stopping', { intake: { status: 'stopping' } }],
  [
    'the relay stops and the store fails',
    { ...stopping, store: failing },
    503,
    'stopping',
    { intake: { status: 'stopping' } },
  ],
];

for (const [when, given, status, said, checks] of rows) {
  test(`GET /readyz answers ${status} ${said}, and how each part is, when ${when}`, async () => {
    assert.deepEqual(await ask('/readyz', given), { status, body: { status: said, checks } });
  });

  test(`GET /healthz answers 200 ok when ${when}`, async () => {
    assert.deepEqual(await ask('/healthz', given), { status: 200, body: { status: 'ok', checks: { process: ok } } });
  });
}

test('GET /readyz does not wait for a store or a key file that never answers', async () => {
  const clock = createVirtualClock();
  const asked = ask('/readyz', { store: { ...store, nextDueAt: never }, keyring: { check: never } }, clock);
  await clock.advance(2_000);
  assert.deepEqual(await asked, {
    status: 503,
    body: { status: 'failing', checks: { intake: ok, store: bad, keys: bad } },
  });
  assert.deepEqual(clock.pending(), []);
});

test('GET /readyz leaves no timer behind', async () => {
  const clock = createVirtualClock();
  await ask('/readyz', {}, clock);
  assert.deepEqual(clock.pending(), []);
});
