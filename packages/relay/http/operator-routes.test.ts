import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { silentLog } from '@gatehouse/client/platform';
import { memberOf } from '@gatehouse/protocol';
import { createVirtualClock } from '@gatehouse/testing';
import { WaitingGate } from '../backlog/waiting-gate.ts';
import { customerOperations } from '../openapi/customer-operations.ts';
import { POWER } from '../test/linked-home.ts';
import { CUSTOMER, startRelay } from '../test/relay-bench.ts';
import { createServer } from './create-server.ts';

const PATH = `/v1/customers/${CUSTOMER}`;

test('POST replay refuses a reply, whose deadline has passed or is about to, and says what to do', async t => {
  const bench = await startRelay(t);
  const error = { type: 'ENDPOINT_UNREACHABLE', message: 'Off' };
  const body = { customer: CUSTOMER, endpointId: 'fan-1', error };
  const reply = await bench.call('POST', '/v1/replies/token-1', { body });
  const id = String(memberOf(reply.body, 'id'));
  assert.deepEqual((await bench.call('POST', `${PATH}/drop`)).body, { events: 1 });
  const refused = await bench.call('POST', `/v1/events/${id}/replay`);
  assert.deepEqual([refused.status, memberOf(refused.body, 'code')], [409, 'conflict']);
  const detail = String(memberOf(refused.body, 'detail'));
  assert.match(
    detail,
    new RegExp(`${id} is a reply, .* within 8 s after its directive or not at all; report the state`),
  );
  const { accepted, dropped } = await bench.store.readLedger();
  assert.deepEqual({ accepted, dropped }, { accepted: 1, dropped: 1 });
});

/** Whatever waits for a commit beside the events and the endpoints. */
const committing: readonly (readonly [string, string, object?])[] = [
  ['POST', '/v1/replies/token-1', { customer: CUSTOMER, endpointId: 'fan-1', payload: {} }],
  ['PUT', `${PATH}/grant`, { refreshToken: 'gatehouse-secret-refresh' }],
  ['DELETE', `${PATH}/grant`],
  ['POST', `${PATH}/resume`],
  ['POST', `${PATH}/drop`],
  ['POST', '/v1/events/evt_000_nothing/replay'],
  ['POST', '/v1/notices/resume?region=EU'],
  ['POST', '/v1/notices/drop?region=EU'],
  ['POST', '/v1/keys/reseal'],
];

/** A relay in which one request waits for its commit until `go` is called. */
async function startWaiting(t: TestContext, backlog: object) {
  const begun = Promise.withResolvers<void>();
  const committed = Promise.withResolvers<{ type: 'committed' }>();
  const accept = () => {
    begun.resolve();
    return committed.promise;
  };
  const bench = await startRelay(t, { section: { backlog }, store: { accept } });
  await bench.putLamp();
  const waiting = bench.patch([{ ...POWER, value: 'ON' }]);
  await begun.promise;
  const go = async (): Promise<void> => {
    committed.resolve({ type: 'committed' });
    assert.equal((await waiting).status, 202);
  };
  return { bench, go };
}

test('what a person orders, replies and grants are refused with 429 while as many wait for their commit as are allowed', async t => {
  const { bench, go } = await startWaiting(t, { requests: 1 });
  for (const [method, path, body] of committing) {
    const { status, headers } = await bench.call(method, path, { body });
    assert.deepEqual([status, headers.get('retry-after')], [429, '1'], `${method} ${path}`);
  }
  await go();
  for (const [method, path, body] of committing) {
    assert.notEqual((await bench.call(method, path, { body })).status, 429, `${method} ${path}`);
  }
});

test('a request without a body counts for no bytes, one without a length for as many as it may bring', async () => {
  const clock = createVirtualClock();
  const waiting = new WaitingGate({ requests: 10, requestBytes: 100 });
  const handle = () => ({ status: 200, body: {} });
  const { forgetGrant: operation } = customerOperations;
  const route = { method: 'DELETE', path: PATH, commits: true, bodyLimit: 101, operation, handle } as const;
  const server = createServer({ routes: [route], waiting, clock, log: silentLog, isStopping: () => false });
  const statusOf = async (headers: Record<string, string>) =>
    (await server.inject({ method: 'DELETE', url: PATH, headers })).statusCode;
  assert.deepEqual([await statusOf({}), await statusOf({ 'transfer-encoding': 'chunked' })], [200, 429]);
  await server.close();
});
