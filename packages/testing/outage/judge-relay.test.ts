import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { judgeRelay } from './judge-relay.ts';
import { ToldLog } from './told-log.ts';

/** A relay that says this of its events and its ledger. */
async function startAnswers(
  t: TestContext,
  { events, ledger }: { events: Readonly<Record<string, string>>; ledger?: object },
): Promise<string> {
  const server = createServer((request, response) => {
    const status = events[request.url?.split('/').at(-1) ?? ''];
    const body = request.url === '/v1/ledger' ? ledger : status && { status };
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body ?? {}));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function createLog(): ToldLog {
  const log = new ToldLog();
  log.add({ id: 'evt_door', customer: 'c-1', kind: 'door', number: 1 });
  log.add({ id: 'evt_lamp', customer: 'c-1', kind: 'lamp', number: 1 });
  log.add({ id: 'evt_lamp', customer: 'c-1', kind: 'lamp', number: 1 });
  return log;
}

const balanced = { accepted: 2, balanced: true };

test('judgeRelay() is content when all is delivered, pending, or a coalesced level, and asks again for what is pending', async t => {
  const log = createLog();
  const first = await startAnswers(t, { events: { evt_door: 'pending', evt_lamp: 'coalesced' }, ledger: balanced });
  assert.deepEqual(await judgeRelay(first, log), []);
  assert.deepEqual(
    log.open().map(({ id }) => id),
    ['evt_door'],
  );
  const second = await startAnswers(t, { events: { evt_door: 'delivered' }, ledger: balanced });
  assert.deepEqual(await judgeRelay(second, log), []);
  assert.deepEqual(log.endings(), { coalesced: 1, delivered: 1 });
});

test('judgeRelay() finds what is gone, and an edge that gave way', async t => {
  const url = await startAnswers(t, { events: { evt_door: 'coalesced' }, ledger: balanced });
  assert.deepEqual(await judgeRelay(url, createLog()), [
    'door of c-1: 1 was acknowledged as evt_door, and is coalesced',
    'lamp of c-1: 1 was acknowledged as evt_lamp, and is answered 404',
  ]);
});

test('judgeRelay() finds a ledger that does not balance, is too small, or is not there', async t => {
  const events = { evt_door: 'pending', evt_lamp: 'pending' };
  const judge = async (ledger?: object): Promise<string> =>
    (await judgeRelay(await startAnswers(t, { events, ...(ledger && { ledger }) }), createLog())).join();
  assert.match(await judge({ accepted: 2, balanced: false }), /does not balance/);
  assert.match(await judge({ accepted: 1, balanced: true }), /fewer events than the 2 acknowledged/);
  assert.match(await judge(), /gives no ledger/);
});
