import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import type { ApiAnswer } from './api-route.ts';
import { type HealthStore, healthRoutes } from './health-routes.ts';

const store: HealthStore = {
  nextDueAt: async () => undefined,
  describe: () => ({ kind: 'memory', version: '3.53.0', synchronous: 'memory' }),
};
const failing: HealthStore = {
  ...store,
  nextDueAt: () => Promise.reject(new GatehouseError('store-failed', 'The disk is full')),
};

async function ask(path: string, asked: { store: HealthStore; stopping: boolean }): Promise<ApiAnswer> {
  const route = healthRoutes(asked.store, () => asked.stopping).find(one => one.path === path);
  assert.ok(route?.open, 'answers without a key');
  return route.handle({ params: {}, query: {}, headers: {}, body: undefined });
}

const rows = [
  ['/healthz', store, false, 200, 'ok'],
  ['/healthz', failing, false, 200, 'ok'],
  ['/healthz', store, true, 200, 'ok'],
  ['/readyz', store, false, 200, 'ok'],
  ['/readyz', failing, false, 503, 'failing'],
  ['/readyz', store, true, 503, 'stopping'],
] as const;

for (const [path, given, stopping, status, said] of rows) {
  const when = `${given === store ? 'the store answers' : 'the store fails'}${stopping ? ' and the relay stops' : ''}`;
  test(`GET ${path} answers ${status} ${said} when ${when}`, async () => {
    const answer = await ask(path, { store: given, stopping });
    const { checks, ...body } = answer.body as { checks: unknown };
    assert.deepEqual([answer.status, body, typeof checks], [status, { status: said }, 'object']);
  });
}

test('GET /readyz tells which store there is and nothing about why it fails', async () => {
  const fine = await ask('/readyz', { store, stopping: false });
  assert.deepEqual(fine.body, { status: 'ok', checks: { store: { status: 'ok', ...store.describe() } } });
  const broken = await ask('/readyz', { store: failing, stopping: false });
  assert.deepEqual(broken.body, { status: 'failing', checks: { store: { status: 'failing' } } });
});
