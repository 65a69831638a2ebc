import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeReport, doorbellPress, memberOf, simpleEvent, withScopeToken } from '@gatehouse/protocol';
import { CUSTOMER, lamp, type RelayBench, startRelay } from '../test/relay-bench.ts';

const PATH = `/v1/customers/${CUSTOMER}/events`;

interface EventsAnswer {
  readonly code?: string;
  readonly accepted: readonly { readonly id: string; readonly index: number; readonly unregistered?: true }[];
  readonly rejected: readonly Record<'index' | 'code' | 'pointer' | 'message' | 'rule' | 'remedy', unknown>[];
}

const press = doorbellPress({ endpointId: 'door-1', messageId: 'm-1', timestamp: '2026-01-01T00:00:00Z' });
const printed = simpleEvent({
  endpointId: 'remote-1',
  messageId: 'm-2',
  instance: 'Remote.1',
  id: 'Button.SinglePush.1',
  timestamp: '2021-12-12T16:20:50:52Z',
});

/** What is wrong with {@link printed}. */
const TIMESTAMP = '/event/payload/timestamp';

async function post(bench: RelayBench, body: unknown, headers: Record<string, string> = {}) {
  const { status, body: answer } = await bench.call('POST', PATH, { body, headers });
  return { status, ...(answer as EventsAnswer) };
}

test('POST events takes one event alone, without scope and messageId', async t => {
  const bench = await startRelay(t);
  const { messageId: _messageId, ...header } = press.event.header;
  const answer = await post(bench, { ...press, event: { ...press.event, header } });
  assert.equal(answer.status, 202);
  assert.deepEqual([answer.accepted.length, answer.accepted[0]?.index, answer.rejected], [1, 0, []]);
  const record = await bench.store.readEvent(answer.accepted[0]?.id ?? '');
  assert.match(record?.messageId ?? '', /^[0-9a-f-]{36}$/);
});

test('POST events takes the valid events of a list and says of the others why not', async t => {
  const bench = await startRelay(t);
  const { status, accepted, rejected } = await post(bench, { events: [printed, press, 7] });
  assert.equal(status, 202);
  assert.deepEqual(
    accepted.map(({ index }) => index),
    [1],
  );
  assert.deepEqual(
    rejected.map(({ index, pointer }) => [index, pointer]),
    [
      [0, '/events/0/event/payload/timestamp'],
      [2, '/events/2'],
    ],
  );
  assert.ok(rejected.every(({ code, message, rule, remedy }) => [code, message, rule, remedy].every(Boolean)));
});

test('POST events answers 422 with the same lists when none is valid', async t => {
  const bench = await startRelay(t);
  const { status, code, accepted, rejected } = await post(bench, printed);
  assert.deepEqual([status, code, accepted, rejected.length], [422, 'invalid-message', [], 1]);
});

test('POST events says of one event alone why it is not valid, and of several that rejected tells', async t => {
  const bench = await startRelay(t);
  type Refusal = Record<'detail' | 'remedy' | 'pointer', string | undefined> & Pick<EventsAnswer, 'rejected'>;
  const refuse = async (body: unknown): Promise<Refusal> => (await bench.call('POST', PATH, { body })).body as Refusal;
  const [alone, several] = [await refuse(printed), await refuse({ events: [printed, printed] })];
  assert.deepEqual([alone.detail, alone.remedy], [alone.rejected[0]?.message, alone.rejected[0]?.remedy]);
  assert.deepEqual([alone.pointer, alone.rejected[0]?.pointer, several.pointer], [TIMESTAMP, TIMESTAMP, undefined]);
  assert.equal((await refuse({ events: [printed] })).pointer, `/events/0${TIMESTAMP}`);
  assert.equal(several.detail, 'None of the events is valid; rejected tells why');
  assert.notEqual(several.remedy, alone.remedy);
});

test('POST /v1/events points into the body of the request, at the event within its entry', async t => {
  const bench = await startRelay(t);
  const entryOf = (event: unknown) => ({ customer: CUSTOMER, event });
  const wrong = { ...press, event: { ...press.event, payload: { timestamp: 7 } } };
  const { status, body } = await bench.call('POST', '/v1/events', { body: { events: [press, wrong].map(entryOf) } });
  const [rejected] = (body as { rejected: { pointer: string; more: { pointer: string }[] }[] }).rejected;
  assert.equal(status, 202);
  const pointers = [rejected?.pointer, ...(rejected?.more ?? []).map(({ pointer }) => pointer)];
  assert.deepEqual(
    pointers.sort(),
    ['/cause', '/timestamp'].map(name => `/events/1/event/event/payload${name}`),
  );
  const alone = await bench.call('POST', '/v1/events', { body: { events: [entryOf(printed)] } });
  assert.equal(memberOf(alone.body, 'pointer'), `/events/0/event${TIMESTAMP}`);
});

test('POST /v1/events answers the same when a request with refused entries is repeated with its idempotency key', async t => {
  const bench = await startRelay(t);
  const body = { events: [{ event: press }, { customer: CUSTOMER, event: press }] };
  const ask = () => bench.call('POST', '/v1/events', { body, headers: { 'idempotency-key': 'key-1' } });
  const first = await ask();
  assert.equal(first.status, 202);
  assert.deepEqual(await ask(), first);
  assert.equal((await bench.store.readLedger()).accepted, 1);
});

test('POST /v1/events takes what names its customer, and rejects the rest with an index each', async t => {
  const bench = await startRelay(t);
  const post = async (events: unknown[]): Promise<[number, Record<'accepted' | 'rejected', { index: number }[]>]> => {
    const { status, body } = await bench.call('POST', '/v1/events', { body: { events } });
    return [status, body as Record<'accepted' | 'rejected', { index: number }[]>];
  };
  const [status, some] = await post([{ event: press }, { customer: CUSTOMER, event: press }, { customer: 7 }]);
  assert.equal(status, 202);
  const indexes = [some.accepted, some.rejected].map(list => list.map(({ index }) => index));
  assert.deepEqual(indexes, [[1], [0, 2]]);
  const [, mixed] = await post([{ customer: CUSTOMER, event: printed }, 7, { customer: CUSTOMER, event: printed }]);
  assert.deepEqual(
    mixed.rejected.map(({ index }) => index),
    [0, 1, 2],
  );
  const [refused, none] = await post([{ event: press }, 7]);
  assert.deepEqual([refused, none.accepted, none.rejected.length], [422, [], 2]);
  assert.equal((await bench.store.readLedger()).accepted, 1);
});

test('POST events refuses a sample from the future and points at it', async t => {
  const bench = await startRelay(t);
  const far = { namespace: 'Alexa.PowerController', name: 'powerState', value: 'ON', uncertaintyInMilliseconds: 0 };
  const changed = [{ ...far, timeOfSample: '2999-01-01T00:00:00Z' }];
  const report = changeReport({ messageId: 'm-1', endpointId: 'lamp-1', cause: 'APP_INTERACTION', changed });
  const { status, rejected } = await post(bench, report);
  assert.equal(status, 422);
  assert.deepEqual(
    rejected.map(({ pointer, rule }) => [pointer, rule]),
    [['/event/payload/change/properties/0/timeOfSample', 'relay-sample-time']],
  );
  assert.match(String(rejected[0]?.remedy), /clock/);
});

const level = { namespace: 'Alexa.BrightnessController', name: 'brightness', uncertaintyInMilliseconds: 0 };
const lit = changeReport({
  messageId: 'm-1',
  endpointId: 'lamp-1',
  cause: 'APP_INTERACTION',
  changed: [{ ...level, value: 40, timeOfSample: '2026-01-01T00:00:00Z' }],
});

test('POST events judges events of a registered endpoint against its registration', async t => {
  const bench = await startRelay(t);
  await bench.putLamp();
  const speaker = { ...level, namespace: 'Alexa.Speaker', name: 'volume' };
  const changed = [{ ...speaker, value: 40, timeOfSample: '2026-01-01T00:00:00Z' }];
  const loud = changeReport({ messageId: 'm-2', endpointId: 'lamp-1', cause: 'APP_INTERACTION', changed });
  const { status, accepted, rejected } = await post(bench, { events: [lit, loud, press] });
  assert.equal(status, 202);
  assert.deepEqual(
    accepted.map(({ index }) => index),
    [0, 2],
  );
  assert.deepEqual(
    rejected.map(({ index, pointer, rule, remedy }) => [index, pointer, rule, typeof remedy]),
    [[1, '/events/1/event/payload/change/properties/0/name', 'property-undeclared', 'string']],
  );
});

test('POST events takes events of an endpoint that is not registered, and says which they are', async t => {
  const bench = await startRelay(t);
  await bench.putLamp();
  const typo = { ...press, event: { ...press.event, endpoint: { endpointId: 'lamp-l' } } };
  const headers = { 'idempotency-key': 'key-1' };
  const first = await post(bench, { events: [lit, typo] }, headers);
  const told = first.accepted.map(({ index, unregistered }) => [index, unregistered]);
  assert.deepEqual(
    [first.status, told],
    [
      202,
      [
        [0, undefined],
        [1, true],
      ],
    ],
  );
  assert.deepEqual(await post(bench, { events: [lit, typo] }, headers), first);
});

test('POST events answers the same ids though the registration has changed in between', async t => {
  const bench = await startRelay(t);
  await bench.putLamp();
  const headers = { 'idempotency-key': 'key-1' };
  const first = await post(bench, lit, headers);
  const path = `/v1/customers/${CUSTOMER}/endpoints/lamp-1`;
  const body = { ...lamp, capabilities: [{ type: 'AlexaInterface', interface: 'Alexa', version: '3' }] };
  assert.equal((await bench.call('PUT', path, { body })).status, 200);
  assert.deepEqual(await post(bench, lit, headers), first);
  assert.equal((await post(bench, lit)).status, 422);
});

test('POST events keeps no token that came along', async t => {
  const bench = await startRelay(t);
  const { status } = await post(bench, withScopeToken(press, 'Atza|GATEHOUSE-in-a-raw-event'));
  assert.equal(status, 202);
});

test('POST events answers the same ids when the idempotency key is repeated', async t => {
  const bench = await startRelay(t);
  const headers = { 'idempotency-key': 'key-1' };
  const first = await post(bench, { events: [printed, press] }, headers);
  const second = await post(bench, { events: [printed, press] }, headers);
  assert.deepEqual(second, first);
  assert.equal((await bench.store.readLedger()).accepted, 1);
});

test('POST events says idempotency-mismatch when the key comes with other events', async t => {
  const bench = await startRelay(t);
  const headers = { 'idempotency-key': 'key-1' };
  await post(bench, press, headers);
  const other = { ...press, event: { ...press.event, endpoint: { endpointId: 'door-2' } } };
  const { status, code } = await post(bench, other, headers);
  assert.deepEqual([status, code], [422, 'idempotency-mismatch']);
  assert.equal((await bench.store.readLedger()).accepted, 1);
});

test('POST events refuses an idempotency key that is too long', async t => {
  const bench = await startRelay(t);
  assert.equal((await post(bench, press, { 'idempotency-key': 'k'.repeat(256) })).status, 400);
});

test('POST events takes 1,000 events and refuses one more', async t => {
  const bench = await startRelay(t);
  const events = Array.from({ length: 1_001 }, () => press);
  const refused = await post(bench, { events });
  assert.deepEqual([refused.status, refused.code], [413, 'too-large']);
  const taken = await post(bench, { events: events.slice(1) });
  assert.deepEqual([taken.status, taken.accepted.length], [202, 1_000]);
});

test('POST events says invalid-request when the body brings no events', async t => {
  const bench = await startRelay(t);
  for (const body of [{}, [], { events: {} }, { events: [] }, 'event']) {
    const { status, code } = await post(bench, body);
    assert.deepEqual([status, code], [400, 'invalid-request']);
  }
});

test('POST /v1/events takes events of several customers in the order of the request', async t => {
  const bench = await startRelay(t);
  const events = ['a', 'b', 'a'].map(customer => ({ customer, event: press }));
  const body = { events: [...events, { customer: 'b', event: printed }] };
  const first = await bench.call('POST', '/v1/events', { body, headers: { 'idempotency-key': 'k' } });
  const answer = first.body as EventsAnswer;
  assert.equal(first.status, 202);
  assert.deepEqual(
    answer.accepted.map(({ index }) => index),
    [0, 1, 2],
  );
  assert.deepEqual(
    answer.rejected.map(({ index }) => index),
    [3],
  );
  const listed = await bench.store.listEvents({ customer: 'a', limit: 10 });
  assert.deepEqual(
    listed.map(({ id }) => id),
    [answer.accepted[0]?.id, answer.accepted[2]?.id],
  );
  const again = await bench.call('POST', '/v1/events', { body, headers: { 'idempotency-key': 'k' } });
  assert.deepEqual(again.body, first.body);
});

test('POST /v1/events commits nothing when the key was used before for one of the customers', async t => {
  const bench = await startRelay(t);
  const headers = { 'idempotency-key': 'key-1' };
  await post(bench, press, headers);
  const events = [CUSTOMER, 'other'].map(customer => ({ customer, event: { ...press, context: { properties: [] } } }));
  const { status } = await bench.call('POST', '/v1/events', { body: { events }, headers });
  assert.equal(status, 422);
  assert.equal((await bench.store.readLedger()).accepted, 1);
});

test('POST /v1/events points at a customer that is missing or no id', async t => {
  const bench = await startRelay(t);
  for (const customer of [undefined, '', 7, 'x'.repeat(257), 'a\nb']) {
    const { status, body } = await bench.call('POST', '/v1/events', { body: { events: [{ customer, event: press }] } });
    assert.deepEqual([status, (body as { pointer: string }).pointer], [422, '/events/0/customer']);
  }
});

test('POST events of several customers says with gatehouse-region where those who are new are to live', async t => {
  const placed: unknown[] = [];
  const placeCustomer = async (customer: string, region: string): Promise<void> => void placed.push([customer, region]);
  const bench = await startRelay(t, { store: { placeCustomer } });
  const body = { events: ['c-1', 'c-2', 'c-1'].map(customer => ({ customer, event: press })) };
  const headers = { 'gatehouse-region': 'EU' };
  assert.equal((await bench.call('POST', '/v1/events', { body, headers })).status, 202);
  assert.deepEqual(placed, [
    ['c-1', 'EU'],
    ['c-2', 'EU'],
  ]);
  const broken = { events: [{ event: press }] };
  const refused = await bench.call('POST', '/v1/events', { body: broken, headers });
  assert.deepEqual([refused.status, memberOf(refused.body, 'pointer')], [422, '/events/0/customer']);
});

test('GET event tells what became of it', async t => {
  const bench = await startRelay(t);
  const { accepted } = await post(bench, press);
  const { status, body } = await bench.call('GET', `/v1/events/${accepted[0]?.id}`);
  const view = body as Record<string, unknown> & { decisions: { what: string }[] };
  assert.equal(status, 200);
  const { id, customer, endpointId, class: eventClass, kind, messageId } = view;
  assert.deepEqual(
    { id, customer, endpointId, eventClass, kind, messageId },
    {
      id: accepted[0]?.id,
      customer: CUSTOMER,
      endpointId: 'door-1',
      eventClass: 'edge',
      kind: 'DoorbellPress',
      messageId: 'm-1',
    },
  );
  assert.equal(view.decisions[0]?.what, 'accepted');
});

test('GET event says not-found when the id is unknown or none', async t => {
  const bench = await startRelay(t);
  for (const id of ['evt_000_00000000-0000-4000-8000-000000000000', 'nonsense', '%20']) {
    const { status, body } = await bench.call('GET', `/v1/events/${id}`);
    assert.deepEqual([status, (body as { code: string }).code], [404, 'not-found']);
  }
});

test('GET events gives pages of one customer, narrowed by class, status and endpoint', async t => {
  const bench = await startRelay(t);
  const { accepted } = await post(bench, { events: [press, press, press] });
  const ids = accepted.map(({ id }) => id);
  const list = async (query: string) => {
    const { body } = await bench.call('GET', `/v1/events?customer=${CUSTOMER}${query}`);
    const { items, next } = body as { items: { id: string }[]; next?: string };
    return { ids: items.map(({ id }) => id), next };
  };
  assert.deepEqual(await list('&limit=2'), { ids: ids.slice(0, 2), next: ids[1] });
  assert.deepEqual(await list(`&limit=2&after=${ids[1]}`), { ids: ids.slice(2), next: undefined });
  assert.deepEqual((await list('&class=edge&endpoint=door-1&status=pending')).ids, ids);
  assert.deepEqual((await list('&class=level')).ids, []);
  assert.deepEqual((await list('&endpoint=door-2')).ids, []);
});

test('GET events says invalid-request when the query cannot be read', async t => {
  const bench = await startRelay(t);
  for (const query of [
    '',
    'customer=a&class=sharp',
    'customer=a&status=lost',
    'customer=a&customer=b',
    'customer=a&limit=0',
    'status=pending',
    'status=delivered',
    'status=dead&class=edge',
    'status=dead&endpoint=door-1',
  ]) {
    const { status, body } = await bench.call('GET', `/v1/events?${query}`);
    assert.deepEqual([status, (body as { code: string }).code], [400, 'invalid-request']);
  }
});

test('POST /v1/events refuses a customer whose id has no UTF-8, because the store would know another', async t => {
  const bench = await startRelay(t);
  const { status, body } = await bench.call('POST', '/v1/events', {
    body: { events: [{ customer: 'half-a-pair-\ud800', event: press }] },
  });
  assert.deepEqual([status, memberOf(body, 'pointer')], [422, '/events/0/customer']);
  assert.equal((await bench.store.readLedger()).accepted, 0);
});

test('GET events lists what was dropped of all customers, page by page', async t => {
  const bench = await startRelay(t);
  const events = ['c-1', 'c-2', 'c-1'].map(customer => ({ customer, event: press }));
  const { body } = await bench.call('POST', '/v1/events', { body: { events } });
  const ids = (body as EventsAnswer).accepted.map(({ id }) => id);
  for (const customer of ['c-1', 'c-2']) {
    assert.equal((await bench.call('POST', `/v1/customers/${customer}/drop`)).status, 200);
  }
  const list = async (query: string) => {
    const { items, next } = (await bench.call('GET', `/v1/events?${query}`)).body as {
      items: { id: string }[];
      next?: string;
    };
    return { ids: items.map(({ id }) => id), next };
  };
  const all = await list('status=dropped');
  assert.deepEqual([...all.ids].sort(), [...ids].sort());
  const first = await list('status=dropped&limit=2');
  const rest = await list(`status=dropped&limit=2&after=${first.next}`);
  assert.deepEqual([...first.ids, ...rest.ids], all.ids);
  assert.deepEqual(await list('status=dead'), { ids: [], next: undefined });
});

test('GET events and replay say not-found of an event that is not kept any more, and do not end the list in silence', async t => {
  const bench = await startRelay(t);
  const { accepted } = await post(bench, { events: [press, press] });
  const [gone, kept] = accepted.map(({ id }) => id);
  await bench.call('POST', `/v1/customers/${CUSTOMER}/drop`);
  const retired = { settledBefore: Number.MAX_SAFE_INTEGER, idempotencyBefore: 0, deadlineBefore: 0, limit: 1 };
  assert.equal((await bench.store.retire(retired)).events, 1);
  for (const query of [`customer=${CUSTOMER}`, 'status=dropped']) {
    const answer = await bench.call('GET', `/v1/events?${query}&after=${gone}`);
    assert.deepEqual([answer.status, memberOf(answer.body, 'code')], [404, 'not-found']);
    const end = await bench.call('GET', `/v1/events?${query}&after=${kept}`);
    assert.deepEqual([end.status, memberOf(end.body, 'items')], [200, []]);
  }
  const replay = await bench.call('POST', `/v1/events/${gone}/replay`);
  assert.deepEqual([replay.status, memberOf(replay.body, 'code')], [404, 'not-found']);
});

test('POST events answers a repeated request as before though too much is pending for a new one', async t => {
  const bench = await startRelay(t, { section: { backlog: { customer: 1 } } });
  const headers = { 'idempotency-key': 'key-1' };
  const first = await post(bench, press, headers);
  assert.equal(first.status, 202);
  assert.deepEqual(await post(bench, press, headers), first);
  assert.equal((await post(bench, press, { 'idempotency-key': 'key-2' })).status, 429);
  assert.equal((await post(bench, { ...press, context: { properties: [] } }, headers)).status, 422);
  assert.equal((await bench.store.readLedger()).accepted, 1);
});
