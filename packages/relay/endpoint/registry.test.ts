import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { GatehouseError, type JsonObject } from '@gatehouse/protocol';
import { createSeededRandom, createVirtualClock } from '@gatehouse/testing';
import fc from 'fast-check';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { lamp } from '../test/relay-bench.ts';
import { Registry } from './registry.ts';

const NAME = { customer: 'c-1', endpointId: 'lamp-1' };

interface RegistryBench {
  readonly registry: Registry;
  readonly store: Store;
  readonly woken: string[];
  link(customer: string): Promise<unknown>;
}

async function openRegistry(t: TestContext): Promise<RegistryBench> {
  const store = await openStore({ kind: 'memory' });
  t.after(() => store.close());
  const woken: string[] = [];
  const [clock, random] = [createVirtualClock(), createSeededRandom(2)];
  const registry = new Registry({ store, clock, random, wake: customer => woken.push(customer) });
  const grant = { tokens: 'none', expiresAt: 1, at: 0, dueAt: 0 };
  return { registry, store, woken, link: customer => store.putGrant({ ...grant, customer }) };
}

function described(endpointId: string, more: JsonObject = {}): JsonObject {
  return { ...lamp, endpointId, ...more };
}

async function refused(work: Promise<unknown>, code: string, pointer?: string): Promise<GatehouseError> {
  const error = await work.then(
    () => assert.fail('It was taken'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof GatehouseError, String(error));
  assert.deepEqual([error.code, error.pointer], [code, pointer]);
  return error;
}

test('putEndpoint() tells a new endpoint, a changed one, and one whose members come in another order', async t => {
  const { registry } = await openRegistry(t);
  const { endpointId: _id, ...nameless } = described('lamp-1');
  assert.deepEqual(await registry.putEndpoint(NAME, nameless), { result: 'created' });
  const reordered = Object.fromEntries(Object.entries(described('lamp-1')).reverse());
  assert.deepEqual(await registry.putEndpoint(NAME, reordered), { result: 'unchanged' });
  const renamed = described('lamp-1', { friendlyName: 'Other lamp' });
  assert.deepEqual(await registry.putEndpoint(NAME, renamed), { result: 'changed' });
  assert.deepEqual(await registry.readEndpoint(NAME), renamed);
});

test('putEndpoint() tells Alexa of a new description once the customer is linked, and of nothing else', async t => {
  const { registry, store, woken, link } = await openRegistry(t);
  await registry.putEndpoint(NAME, described('lamp-1'));
  assert.deepEqual(woken, [], 'Discover will ask after the link');
  await link('c-1');
  assert.deepEqual(await registry.putEndpoint(NAME, described('lamp-1')), { result: 'unchanged' });
  const { event } = await registry.putEndpoint(NAME, described('lamp-1', { friendlyName: 'Other lamp' }));
  const record = await store.readEvent(event ?? '');
  assert.deepEqual([record?.class, record?.kind, record?.endpointId], ['catalogue', 'AddOrUpdateReport', 'lamp-1']);
  await registry.deleteEndpoint(NAME);
  const kinds = (await store.listEvents({ customer: 'c-1', limit: 9 })).map(({ kind, status }) => [kind, status]);
  assert.deepEqual(kinds, [
    ['AddOrUpdateReport', 'coalesced'],
    ['DeleteReport', 'pending'],
  ]);
  assert.deepEqual(woken, ['c-1', 'c-1']);
});

test('putEndpoint() refuses what is no object, names another endpoint, or breaks a rule, and keeps nothing', async t => {
  const { registry, store } = await openRegistry(t);
  for (const body of [undefined, null, 7, 'lamp', [described('lamp-1')]]) {
    await refused(registry.putEndpoint(NAME, body), 'invalid-request', '');
  }
  await refused(registry.putEndpoint(NAME, described('lamp-2')), 'invalid-request', '/endpointId');
  const error = await refused(
    registry.putEndpoint(NAME, described('lamp-1', { displayCategories: [] })),
    'invalid-message',
    '/displayCategories',
  );
  assert.ok(Array.isArray(error.detail) && error.detail.length > 0);
  assert.deepEqual([await store.countEndpoints('c-1'), await store.readCustomer('c-1')], [0, undefined]);
});

test('readEndpoint() and deleteEndpoint() do not know an endpoint that is not registered, or is gone', async t => {
  const { registry } = await openRegistry(t);
  await refused(registry.readEndpoint(NAME), 'unknown-endpoint');
  await refused(registry.deleteEndpoint(NAME), 'unknown-endpoint');
  await registry.putEndpoint(NAME, described('lamp-1'));
  await refused(registry.readEndpoint({ ...NAME, customer: 'c-2' }), 'unknown-endpoint');
  await registry.deleteEndpoint(NAME);
  await refused(registry.readEndpoint(NAME), 'unknown-endpoint');
});

const step = fc.record({
  type: fc.constantFrom('put', 'put', 'delete'),
  endpointId: fc.constantFrom('a', 'b', 'c'),
  friendlyName: fc.constantFrom('One', 'Two'),
});

test('the registry holds what was put last and not deleted since, in the order of ids', async t => {
  const { registry, link } = await openRegistry(t);
  let run = 0;
  const law = fc.asyncProperty(fc.array(step, { maxLength: 12 }), fc.boolean(), async (steps, linked) => {
    const customer = `c-${run++}`;
    const model = new Map<string, JsonObject>();
    if (linked) await link(customer);
    for (const { type, endpointId, friendlyName } of steps) {
      const name = { customer, endpointId };
      const known = model.get(endpointId);
      if (type === 'delete') {
        if (known === undefined) await refused(registry.deleteEndpoint(name), 'unknown-endpoint');
        else await registry.deleteEndpoint(name);
        model.delete(endpointId);
        continue;
      }
      const { result, event } = await registry.putEndpoint(name, described(endpointId, { friendlyName }));
      const same = known?.friendlyName === friendlyName;
      assert.equal(result, known === undefined ? 'created' : same ? 'unchanged' : 'changed');
      assert.equal(event !== undefined, linked && result !== 'unchanged');
      model.set(endpointId, described(endpointId, { friendlyName }));
    }
    const expected = [...model.keys()].sort().map(endpointId => model.get(endpointId));
    assert.deepEqual(await registry.listEndpoints({ customer, limit: 9 }), expected);
    assert.deepEqual(await registry.listEndpoints({ customer, after: 'a', limit: 9 }), expected.filter(notFirst));
  });
  await fc.assert(law, { numRuns: 30 });
});

function notFirst(endpoint: JsonObject | undefined): boolean {
  return endpoint?.endpointId !== 'a';
}
