import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import type { ApiRoute } from './api-route.ts';
import { placeCustomers } from './place-customers.ts';

const answer = { status: 204 };

function routeOf(method: ApiRoute['method'], path: string): ApiRoute {
  return { method, path, handle: () => answer } as unknown as ApiRoute;
}

async function play(route: ApiRoute, headers: Record<string, string>) {
  const placed: unknown[] = [];
  const store = { placeCustomer: async (...where: unknown[]) => void placed.push(where) };
  const [one] = placeCustomers([route], store);
  assert.ok(one);
  const request = { params: { customer: 'c-1' }, query: {}, headers, body: undefined };
  assert.deepEqual(await one.handle(request as Parameters<ApiRoute['handle']>[0]), answer);
  return placed;
}

test('placeCustomers() says where a customer is to live, by the header of a request that writes', async () => {
  const put = routeOf('PUT', '/v1/customers/:customer/endpoints/:endpoint');
  assert.deepEqual(await play(put, { 'gatehouse-region': 'EU' }), [['c-1', 'EU']]);
  assert.deepEqual(await play(put, {}), []);
  assert.deepEqual(await play(routeOf('GET', '/v1/customers/:customer'), { 'gatehouse-region': 'EU' }), []);
  assert.deepEqual(await play(routeOf('POST', '/v1/notices'), { 'gatehouse-region': 'EU' }), []);
});

test('placeCustomers() places each customer of a request once, whose path names none', async () => {
  const post = { ...routeOf('POST', '/v1/events'), customersOf: () => ['c-1', 'c-2', 'c-1'] };
  assert.deepEqual(await play(post, { 'gatehouse-region': 'EU' }), [
    ['c-1', 'EU'],
    ['c-2', 'EU'],
  ]);
  assert.deepEqual(await play(post, {}), []);
});

test('placeCustomers() refuses a region that there is not, and leaves routes alone where all regions share a store', async () => {
  const put = routeOf('PUT', '/v1/customers/:customer/grant');
  await assert.rejects(
    play(put, { 'gatehouse-region': 'SA' }),
    (error: unknown) => error instanceof GatehouseError && error.code === 'invalid-request',
  );
  const routes = [put];
  assert.equal(placeCustomers(routes, {}), routes);
});
