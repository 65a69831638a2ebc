import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CUSTOMER, startRelay } from '../test/relay-bench.ts';

interface View {
  readonly customer: string;
  readonly region?: string;
  readonly link: { readonly state: string; readonly since: string };
  readonly lane: { readonly state: string; readonly queued: number; readonly oldestAt?: string };
  readonly endpoints: number;
}

const power = [{ namespace: 'Alexa.PowerController', name: 'powerState', value: 'ON' }];

test('GET customer tells link, lane and number of endpoints before and after the link', async t => {
  const bench = await startRelay(t);
  await bench.putLamp();
  await bench.patch(power);
  const before = (await bench.call('GET', `/v1/customers/${CUSTOMER}`)).body as View;
  assert.deepEqual([before.link.state, before.region, before.endpoints], ['none', undefined, 1]);
  assert.deepEqual([before.lane.state, before.lane.queued], ['held', 1]);
  assert.match(before.lane.oldestAt ?? '', /^\d{4}-.*\.\d{3}Z$/);
  await bench.link();
  await bench.amazon.waitFor(1, { path: 'events' });
  const after = (await bench.call('GET', `/v1/customers/${CUSTOMER}`)).body as View;
  assert.deepEqual([after.link.state, after.region], ['active', 'NA']);
});

test('GET customer says unknown-customer when nothing was ever stored for it', async t => {
  const bench = await startRelay(t);
  const { status, body } = await bench.call('GET', '/v1/customers/nobody');
  assert.deepEqual([status, (body as { code: string }).code], [404, 'unknown-customer']);
});

test('GET customers gives pages, narrowed by the state of the link', async t => {
  const bench = await startRelay(t);
  await bench.link();
  const list = async (query: string) => {
    const { body } = await bench.call('GET', `/v1/customers${query}`);
    const { items, next } = body as { items: View[]; next?: string };
    return { names: items.map(({ customer }) => customer), next };
  };
  for (const customer of ['a', 'b']) await bench.link({ 'gatehouse-customer': customer });
  assert.deepEqual(await list(''), { names: ['a', 'b', CUSTOMER], next: undefined });
  assert.deepEqual(await list('?limit=2'), { names: ['a', 'b'], next: 'b' });
  assert.deepEqual(await list('?limit=2&after=b'), { names: [CUSTOMER], next: undefined });
  assert.deepEqual((await list('?state=active')).names.length, 3);
  assert.deepEqual((await list('?state=lost')).names, []);
  assert.equal((await bench.call('GET', '/v1/customers?state=happy')).status, 400);
});
