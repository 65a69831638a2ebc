import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeReport } from '@gatehouse/protocol';
import { CUSTOMER, lamp, startRelay } from '../test/relay-bench.ts';

const LIST = `/v1/customers/${CUSTOMER}/endpoints`;
const PATH = `${LIST}/lamp-1`;

test('PUT endpoint says what it did, and GET gives the discovery object back', async t => {
  const bench = await startRelay(t);
  const created = await bench.call('PUT', PATH, { body: lamp });
  assert.equal(created.status, 201);
  assert.deepEqual(created.body, { customer: CUSTOMER, endpointId: 'lamp-1', result: 'created' });
  assert.deepEqual((await bench.call('GET', PATH)).body, lamp);
  const changed = await bench.call('PUT', PATH, { body: { ...lamp, friendlyName: 'Reading lamp' } });
  assert.equal(changed.status, 200);
  assert.equal((changed.body as { result: string }).result, 'changed');
});

test('PUT endpoint finds nothing changed when only the order of members differs, and may leave the id out', async t => {
  const bench = await startRelay(t);
  await bench.putLamp();
  const { endpointId: _endpointId, ...rest } = lamp;
  const reversed = Object.fromEntries(Object.entries(rest).reverse());
  const { status, body } = await bench.call('PUT', PATH, { body: reversed });
  assert.deepEqual([status, (body as { result: string }).result], [200, 'unchanged']);
});

test('PUT endpoint announces a change to a linked customer, and names the event', async t => {
  const bench = await startRelay(t);
  await bench.putLamp();
  await bench.link();
  const { body } = await bench.call('PUT', PATH, { body: { ...lamp, friendlyName: 'Reading lamp' } });
  const { event } = body as { event: string };
  const [report] = await bench.amazon.waitFor(1, { kind: 'AddOrUpdateReport' });
  assert.equal((await bench.store.readEvent(event))?.messageId, report?.messageId);
});

test('PUT endpoint refuses a description that breaks a rule, and points at the member', async t => {
  const bench = await startRelay(t);
  const { status, body } = await bench.call('PUT', PATH, { body: { ...lamp, displayCategories: ['TOASTER'] } });
  const problem = body as { code: string; pointer: string };
  assert.deepEqual([status, problem.code], [422, 'invalid-message']);
  assert.match(problem.pointer, /^\/displayCategories/);
});

test('PUT endpoint refuses a description of another endpoint, and one that is no object', async t => {
  const bench = await startRelay(t);
  const other = await bench.call('PUT', PATH, { body: { ...lamp, endpointId: 'lamp-2' } });
  assert.deepEqual([other.status, (other.body as { pointer: string }).pointer], [400, '/endpointId']);
  const none = await bench.call('PUT', PATH, { body: [] });
  assert.deepEqual([none.status, (none.body as { code: string }).code], [400, 'invalid-request']);
});

test('DELETE endpoint forgets it, and says unknown-endpoint from then on', async t => {
  const bench = await startRelay(t);
  await bench.putLamp();
  const deleted = await bench.call('DELETE', PATH, { headers: { 'content-type': 'application/json' } });
  assert.deepEqual([deleted.status, deleted.body], [204, undefined]);
  for (const method of ['GET', 'DELETE']) {
    const { status, body } = await bench.call(method, PATH);
    assert.deepEqual([status, (body as { code: string }).code], [404, 'unknown-endpoint']);
  }
});

test('DELETE endpoint forgets the states of one that never was registered, and is 404 only when nothing was known', async t => {
  const bench = await startRelay(t);
  const sample = { namespace: 'Alexa.PowerController', name: 'powerState', value: 'ON', uncertaintyInMilliseconds: 0 };
  const changed = [{ ...sample, timeOfSample: '2026-01-01T00:00:00Z' }];
  const report = changeReport({ endpointId: 'lamp-9', messageId: 'm-1', cause: 'APP_INTERACTION', changed });
  assert.equal((await bench.call('POST', `/v1/customers/${CUSTOMER}/events`, { body: report })).status, 202);
  assert.equal((await bench.store.readShadow(CUSTOMER, 'lamp-9')).properties.length, 1);
  assert.equal((await bench.call('DELETE', `${LIST}/lamp-9`)).status, 204);
  assert.deepEqual((await bench.store.readShadow(CUSTOMER, 'lamp-9')).properties, []);
  assert.equal((await bench.call('DELETE', `${LIST}/lamp-9`)).status, 404);
});

test('GET endpoints gives pages in the order of the ids', async t => {
  const bench = await startRelay(t);
  for (const endpointId of ['c', 'a', 'b']) {
    await bench.call('PUT', `${LIST}/${endpointId}`, { body: { ...lamp, endpointId } });
  }
  const ids = (body: unknown): string[] =>
    (body as { items: { endpointId: string }[] }).items.map(one => one.endpointId);
  const first = await bench.call('GET', `${LIST}?limit=2`);
  assert.deepEqual(ids(first.body), ['a', 'b']);
  assert.equal((first.body as { next: string }).next, 'b');
  const second = await bench.call('GET', `${LIST}?limit=2&after=b`);
  assert.deepEqual(ids(second.body), ['c']);
  assert.equal('next' in (second.body as object), false);
  assert.deepEqual((await bench.call('GET', '/v1/customers/nobody/endpoints')).body, { items: [] });
});

test('GET endpoints takes a limit from 1 to 1,000 and no other', async t => {
  const bench = await startRelay(t);
  for (const limit of ['0', '1001', '-1', '1.5', 'ten', '']) {
    assert.equal((await bench.call('GET', `${LIST}?limit=${limit}`)).status, limit === '' ? 200 : 400);
  }
});
