import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deleteReport, doorbellPress, memberOf } from '@gatehouse/protocol';
import { CONTACT, POWER, startHome } from './linked-home.ts';
import { CUSTOMER, startRelay } from './relay-bench.ts';

// What hurts operators of senders of today, a test each. Links, tokens and regions are in pains-links, what happens
// between an event and its acceptance in pains-delivery, restarts in pains-restart, what Alexa makes of it in promises.

const CONVERGING = { convergence: { everyMs: 1_000, firstDelayMs: 60_000 } };

test('A re-link without any news: what Alexa may have forgotten is reported all the same', async t => {
  const home = await startHome(t, { section: CONVERGING });
  await home.put({ ...POWER, value: 'ON' });
  await home.pass();
  assert.deepEqual(home.accepted(), ['ON']);
  await home.bench.link();
  await home.pass(30_000);
  assert.deepEqual(home.accepted(), ['ON', 'ON']);
});

test('Endless "access token is not valid": a lost link is told once, nothing is posted for it, and a person can send it on', async t => {
  const home = await startHome(t);
  const { bench } = home;
  bench.amazon.revoke(CUSTOMER);
  await home.put({ ...POWER, value: 'ON' });
  await home.pass();
  const posted = bench.amazon.heard({ path: 'events' }).length;
  for (const value of ['OFF', 'ON', 'OFF']) await home.put({ ...POWER, value });
  await home.pass(3_600_000);
  const { link, lane } = await home.customer();
  assert.deepEqual([link.state, lane.state], ['lost', 'parked']);
  assert.ok(link.remedy);
  const { body } = await bench.call('GET', '/v1/customers?state=lost');
  assert.equal((memberOf(body, 'items') as unknown[]).length, 1);
  assert.equal(bench.amazon.heard({ path: 'events' }).length, posted);
  assert.equal(bench.log.lines.filter(line => /parked/.test(line.message)).length, 1);
  assert.deepEqual((await bench.call('POST', `/v1/customers/${CUSTOMER}/resume`)).body, { events: 1 });
});

test('Bad values that nobody can trace: a refused report is a dead letter with its reason, the home goes on, it can be replayed', async t => {
  const home = await startHome(t);
  const { bench } = home;
  bench.amazon.plan({ path: 'events' }, { code: 'INVALID_REQUEST_EXCEPTION', description: 'Bad value' });
  const [id] = await home.put({ ...CONTACT, value: 'DETECTED' });
  await home.put({ ...CONTACT, value: 'NOT_DETECTED' });
  await home.pass();
  assert.deepEqual(home.accepted(), ['NOT_DETECTED']);
  const dead = (await bench.call('GET', `/v1/events?customer=${CUSTOMER}&status=dead`)).body as { items: object[] };
  assert.deepEqual(
    dead.items.map(one => [memberOf(one, 'id'), memberOf(one, 'endpointId')]),
    [[id, 'lamp-1']],
  );
  assert.match(JSON.stringify(dead.items), /INVALID_REQUEST_EXCEPTION/);
  const replayed = await bench.call('POST', `/v1/events/${id}/replay`);
  assert.equal(replayed.status, 202);
  await home.pass();
  assert.deepEqual(home.accepted(), ['NOT_DETECTED', 'DETECTED']);
  const { body } = await bench.call('GET', `/v1/events/${memberOf(replayed.body, 'id')}`);
  assert.match(JSON.stringify(body), new RegExp(`"replay".*${id}`));
  const ledger = await home.ledger();
  assert.deepEqual([ledger.accepted, ledger.balanced], [4, true]);
});

test('Who orders what cannot be is told so', async t => {
  const bench = await startRelay(t);
  await bench.putLamp();
  const waiting = (await bench.patch([{ ...POWER, value: 'ON' }])).body as { accepted: { id: string }[] };
  const post = async (path: string) => {
    const { status, body } = await bench.call('POST', path);
    return [status, memberOf(body, 'code')];
  };
  assert.deepEqual(await post('/v1/customers/nobody/resume'), [404, 'unknown-customer']);
  assert.deepEqual(await post('/v1/customers/nobody/drop'), [404, 'unknown-customer']);
  assert.deepEqual(await post('/v1/events/nonsense/replay'), [404, 'not-found']);
  assert.deepEqual(await post(`/v1/events/${waiting.accepted[0]?.id}/replay`), [409, 'conflict']);
});

test("Events dropped by the sender's own limiter: too much is refused with 429 and Retry-After before it is taken, levels still coalesce", async t => {
  const bench = await startRelay(t, { section: { backlog: { customer: 4 } } });
  await bench.putLamp();
  const press = doorbellPress({ endpointId: 'door-1', messageId: 'm-1', timestamp: '2026-01-01T00:00:00Z' });
  const path = `/v1/customers/${CUSTOMER}/events`;
  assert.equal((await bench.call('POST', path, { body: { events: [press, press] } })).status, 202);
  const refused = await bench.call('POST', path, { body: { events: [press, press] } });
  assert.deepEqual([refused.status, memberOf(refused.body, 'code')], [429, 'too-many-requests']);
  assert.match(refused.headers.get('retry-after') ?? '', /^[1-9]\d*$/);
  assert.equal((await bench.call('POST', path, { body: press })).status, 202);
  assert.equal((await bench.patch([{ ...CONTACT, value: 'DETECTED' }])).status, 429);
  for (let i = 0; i < 20; i++) {
    assert.equal((await bench.patch([{ ...POWER, value: i % 2 === 0 ? 'ON' : 'OFF' }])).status, 202);
  }
  const { accepted, coalesced, pending } = await bench.store.readLedger();
  assert.deepEqual({ accepted, coalesced, pending }, { accepted: 23, coalesced: 19, pending: 4 });
  const other = await bench.call('POST', '/v1/customers/other/events', { body: press });
  assert.equal(other.status, 202);
});

test('Memory that grows with the requests that wait: one too many is refused with 429 while the others wait for their commit', async t => {
  const begun = Promise.withResolvers<void>();
  const go = Promise.withResolvers<{ type: 'committed' }>();
  const accept = () => {
    begun.resolve();
    return go.promise;
  };
  const bench = await startRelay(t, { section: { backlog: { requests: 1 } }, store: { accept } });
  await bench.putLamp();
  const first = bench.patch([{ ...POWER, value: 'ON' }]);
  await begun.promise;
  const second = await bench.patch([{ ...POWER, value: 'OFF' }]);
  assert.deepEqual([second.status, second.headers.get('retry-after')], [429, '1']);
  assert.equal((await bench.call('GET', '/v1/ledger')).status, 200);
  go.resolve({ type: 'committed' });
  assert.equal((await first).status, 202);
  assert.equal((await bench.patch([{ ...POWER, value: 'OFF' }])).status, 202);
});

test('Priorities: a reply goes before an edge, an edge before a level, a level before the catalogue', async t => {
  const home = await startHome(t, { linked: false, section: { delivery: { discoverGraceMs: 0, inFlight: 1 } } });
  const { bench } = home;
  await home.put({ ...POWER, value: 'ON' });
  await home.post(doorbellPress({ endpointId: 'door-1', messageId: 'm-1', timestamp: '2026-01-01T00:00:00Z' }));
  await home.post(deleteReport({ messageId: 'm-2', endpointIds: ['gone-1', 'gone-2'] }));
  const error = { type: 'ENDPOINT_UNREACHABLE', message: 'Off' };
  await bench.call('POST', '/v1/replies/token-1', { body: { customer: CUSTOMER, endpointId: 'fan-1', error } });
  await bench.link();
  await home.pass();
  const names = bench.amazon.heard({ path: 'events' }).map(({ kind }) => kind);
  assert.deepEqual(names.slice(0, 3), ['ErrorResponse', 'DoorbellPress', 'ChangeReport']);
  assert.match(names[3] ?? '', /^(AddOrUpdateReport|DeleteReport)$/);
});

test('A customer who leaves: the endpoints are taken back from Alexa, and nothing but the id stays', async t => {
  const home = await startHome(t);
  const { bench } = home;
  await home.put({ ...POWER, value: 'ON' }, { ...CONTACT, value: 'DETECTED' });
  await home.pass();
  const path = `/v1/customers/${CUSTOMER}`;
  assert.equal((await bench.call('DELETE', `${path}/endpoints/lamp-1`)).status, 204);
  await home.pass();
  assert.equal(bench.amazon.heard({ path: 'events', kind: 'DeleteReport', status: 202 }).length, 1);
  await home.post(doorbellPress({ endpointId: 'door-1', messageId: 'm-1', timestamp: '2026-01-01T00:00:00Z' }));
  assert.equal((await bench.call('DELETE', `${path}/grant`)).status, 204);
  await bench.call('POST', `${path}/drop`);
  await home.pass(8 * 24 * 3_600_000);
  const { link, lane } = await home.customer();
  assert.deepEqual([link.state, lane.state, lane.queued], ['none', 'idle', 0]);
  for (const rest of [`/v1/events?customer=${CUSTOMER}`, `${path}/endpoints`]) {
    assert.deepEqual((await bench.call('GET', rest)).body, { items: [] }, rest);
  }
  assert.equal(await bench.store.readGrant(CUSTOMER), undefined);
  assert.equal((await home.ledger()).balanced, true);
});
