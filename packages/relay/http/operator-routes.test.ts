import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memberOf } from '@gatehouse/protocol';
import { CUSTOMER, startRelay } from '../test/relay-bench.ts';

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
