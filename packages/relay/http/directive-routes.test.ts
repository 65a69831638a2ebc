import assert from 'node:assert/strict';
import { test } from 'node:test';
import { response, textAt } from '@gatehouse/protocol';
import { CUSTOMER, lamp, startHandler, startRelay } from '../test/relay-bench.ts';

const header = { namespace: 'Alexa.PowerController', name: 'TurnOn', messageId: 'm-1', payloadVersion: '3' };
const turnOn = {
  directive: {
    header: { ...header, correlationToken: 'token-1' },
    endpoint: { endpointId: 'lamp-1', scope: { type: 'BearerToken', token: 'gatehouse-secret-grantee' } },
    payload: {},
  },
};
const forwarded = { 'gatehouse-customer': CUSTOMER, 'gatehouse-region': 'eu' };

test('POST directives links a customer: the code is exchanged before the answer', async t => {
  const bench = await startRelay(t);
  const { status, body } = await bench.link({ 'gatehouse-region': 'eu' });
  assert.equal(status, 200);
  assert.equal(textAt(body, ['event', 'header', 'name']), 'AcceptGrant.Response');
  assert.equal(bench.amazon.heard({ path: 'token', grantType: 'authorization_code' }).length, 1);
  const customer = await bench.store.readCustomer(CUSTOMER);
  assert.deepEqual([customer?.link.state, customer?.region], ['active', 'EU']);
});

test('POST directives answers ACCEPT_GRANT_FAILED when the code is not valid', async t => {
  const bench = await startRelay(t);
  const grant = { type: 'OAuth2.AuthorizationCode', code: 'GATEHOUSE-CODE-made-up' };
  const directive = {
    header: { ...header, namespace: 'Alexa.Authorization', name: 'AcceptGrant' },
    payload: { grant },
  };
  const { status, body } = await bench.call('POST', '/v1/directives', { body: { directive }, headers: forwarded });
  assert.equal(status, 200);
  assert.equal(textAt(body, ['event', 'payload', 'type']), 'ACCEPT_GRANT_FAILED');
  assert.equal((await bench.store.readCustomer(CUSTOMER))?.link.state ?? 'none', 'none');
});

test('POST directives answers ACCEPT_GRANT_FAILED when no skill is configured', async t => {
  const bench = await startRelay(t, { section: { skill: {} } });
  const { body } = await bench.link();
  assert.equal(textAt(body, ['event', 'payload', 'type']), 'ACCEPT_GRANT_FAILED');
});

test('POST directives answers ACCEPT_GRANT_FAILED when the forwarder does not name the customer', async t => {
  const bench = await startRelay(t);
  const { body } = await bench.link({ 'gatehouse-customer': '' });
  assert.equal(textAt(body, ['event', 'payload', 'type']), 'ACCEPT_GRANT_FAILED');
  assert.match(textAt(body, ['event', 'payload', 'message']) ?? '', /gatehouse-customer/);
});

test('POST directives answers Discover and ReportState from registry and shadow', async t => {
  const bench = await startRelay(t);
  await bench.putLamp();
  await bench.patch([{ namespace: 'Alexa.PowerController', name: 'powerState', value: 'ON' }]);
  const discover = { header: { ...header, namespace: 'Alexa.Discovery', name: 'Discover' }, payload: {} };
  const found = await bench.call('POST', '/v1/directives', { body: { directive: discover }, headers: forwarded });
  assert.deepEqual((found.body as { event: { payload: unknown } }).event.payload, { endpoints: [lamp] });
  const report = { ...turnOn.directive, header: { ...header, namespace: 'Alexa', name: 'ReportState' } };
  const state = await bench.call('POST', '/v1/directives', { body: { directive: report }, headers: forwarded });
  const { context } = state.body as { context: { properties: { name: string; value: unknown }[] } };
  assert.deepEqual(
    context.properties.map(({ name, value }) => [name, value]),
    [['powerState', 'ON']],
  );
});

test("POST directives passes control directives to the device cloud's handler and its answer back", async t => {
  const reply = response({ messageId: 'm-2', correlationToken: 'token-1', endpointId: 'lamp-1', properties: [] });
  const handler = await startHandler(t, () => ({ text: JSON.stringify(reply) }));
  const bench = await startRelay(t, { section: { handlerUrl: handler.url } });
  const { status, body } = await bench.call('POST', '/v1/directives', { body: turnOn, headers: forwarded });
  assert.deepEqual([status, body], [200, reply]);
  const [heard] = handler.heard;
  assert.deepEqual(heard?.body, turnOn);
  assert.deepEqual([heard?.headers['gatehouse-customer'], heard?.headers['gatehouse-region']], [CUSTOMER, 'EU']);
});

test('POST directives shows the handler its key, and answers INTERNAL_ERROR where the handler has another', async t => {
  const handlerKey = 'gatehouse-secret-handler-key';
  const handler = await startHandler(t, () => ({ status: 401, text: '' }));
  const bench = await startRelay(t, { section: { handlerUrl: handler.url, handlerKey } });
  const { body } = await bench.call('POST', '/v1/directives', { body: turnOn, headers: forwarded });
  assert.equal(handler.heard[0]?.headers.authorization, `Bearer ${handlerKey}`);
  assert.equal(textAt(body, ['event', 'payload', 'type']), 'INTERNAL_ERROR');
});

test('POST directives reads the customer of a header as UTF-8 or Latin-1, and passes it on as UTF-8', async t => {
  const handler = await startHandler(t, () => ({ text: '' }));
  const bench = await startRelay(t, { section: { handlerUrl: handler.url } });
  const utf8 = Buffer.from('zoë').toString('latin1');
  for (const name of ['zoë', utf8]) {
    await bench.call('POST', '/v1/directives', { body: turnOn, headers: { 'gatehouse-customer': name } });
  }
  assert.deepEqual(
    handler.heard.map(({ headers }) => headers['gatehouse-customer']),
    [utf8, utf8],
  );
});

test('POST directives answers ENDPOINT_UNREACHABLE when the handler is silent for too long', async t => {
  const handler = await startHandler(t, () => undefined);
  const bench = await startRelay(t, { section: { handlerUrl: handler.url, handlerTimeoutMs: 50 } });
  const { body } = await bench.call('POST', '/v1/directives', { body: turnOn, headers: forwarded });
  assert.equal(textAt(body, ['event', 'payload', 'type']), 'ENDPOINT_UNREACHABLE');
  assert.equal(textAt(body, ['event', 'header', 'correlationToken']), 'token-1');
  assert.equal(textAt(body, ['event', 'endpoint', 'endpointId']), 'lamp-1');
});

test('POST directives answers INTERNAL_ERROR when the handler answers with something else', async t => {
  const handler = await startHandler(t, () => ({ status: 502, text: '<html>gatehouse-secret-in-a-page</html>' }));
  const bench = await startRelay(t, { section: { handlerUrl: handler.url } });
  const { body } = await bench.call('POST', '/v1/directives', { body: turnOn, headers: forwarded });
  assert.equal(textAt(body, ['event', 'payload', 'type']), 'INTERNAL_ERROR');
});

test('a late answer handed in as an event is sent until 8 s after its directive', async t => {
  const bench = await startRelay(t);
  const before = Date.now();
  await bench.call('POST', '/v1/directives', { body: turnOn, headers: forwarded });
  const reply = response({ messageId: 'm-3', correlationToken: 'token-1', endpointId: 'lamp-1', properties: [] });
  const { body } = await bench.call('POST', `/v1/customers/${CUSTOMER}/events`, { body: reply });
  const { accepted } = body as { accepted: { id: string }[] };
  const record = await bench.store.readEvent(accepted[0]?.id ?? '');
  assert.equal(record?.class, 'reply');
  const expiresAt = record?.expiresAt ?? 0;
  assert.ok(expiresAt >= before + 8_000 && expiresAt <= (record?.acceptedAt ?? 0) + 8_000);
});

for (const body of [
  {},
  [],
  { directive: {} },
  { directive: { header: { namespace: 'Alexa' } } },
  { event: { header } },
]) {
  test(`POST directives says invalid-request when the body is ${JSON.stringify(body).slice(0, 50)}`, async t => {
    const bench = await startRelay(t);
    const answer = await bench.call('POST', '/v1/directives', { body, headers: forwarded });
    assert.deepEqual([answer.status, (answer.body as { code: string }).code], [400, 'invalid-request']);
  });
}

test('POST directives says invalid-request when the region is none', async t => {
  const bench = await startRelay(t);
  const headers = { ...forwarded, 'gatehouse-region': 'MARS' };
  const { status, body } = await bench.call('POST', '/v1/directives', { body: turnOn, headers });
  assert.equal(status, 400);
  assert.match((body as { detail: string }).detail, /NA, EU and FE/);
});
