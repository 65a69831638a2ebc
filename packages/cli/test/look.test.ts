import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createSystemClock, createSystemRandom } from '@gatehouse/client/platform';
import { startGateway } from '@gatehouse/gateway/testing';
import { createRelay, createRelayConfig, openStore } from '@gatehouse/relay';
import { createRecordingLog } from '@gatehouse/testing';
import { runProgram } from '../command/program.ts';
import { createRecordingHost } from './recording-host.ts';

const KEY = 'gatehouse-secret-key-of-the-relay';

/** A relay without any link, and a way to run the command against it. */
async function start(t: TestContext) {
  const config = createRelayConfig({ section: { port: 0, store: 'memory:', apiKey: KEY } });
  const store = await openStore(config.store);
  const log = createRecordingLog();
  const relay = createRelay({ config, store, log, clock: createSystemClock(), random: createSystemRandom() });
  t.after(() => relay.stop());
  const { url } = await relay.start();
  const run = async (...words: string[]) => {
    const host = createRecordingHost({ env: { GATEHOUSE_RELAY_API_KEY: KEY } });
    const code = await runProgram([...words, '--relay', url], host);
    return { code, ...host.written };
  };
  const event = {
    event: {
      header: { namespace: 'Alexa.DoorbellEventSource', name: 'DoorbellPress', messageId: 'm-1', payloadVersion: '3' },
      endpoint: { endpointId: 'door-1' },
      payload: { cause: { type: 'PHYSICAL_INTERACTION' }, timestamp: '2026-01-01T00:00:00Z' },
    },
    context: {},
  };
  const headers = { authorization: `Bearer ${KEY}` };
  const asked = {
    method: 'POST',
    path: '/v1/customers/customer-1/events',
    body: JSON.stringify(event),
    headers,
  } as const;
  const { accepted } = JSON.parse((await relay.ask(asked)).text) as { accepted: { id: string }[] };
  return { run, url, id: accepted[0]?.id ?? '' };
}

test('gatehouse explain tells the chain of an event in words, and as JSON', async t => {
  const { run, id } = await start(t);
  const told = await run('explain', id);
  assert.equal(told.code, 0, told.err);
  assert.match(told.out, new RegExp(`^${id} is a DoorbellPress about door-1 of customer customer-1, class edge\n`));
  assert.match(told.out, /accepted: edge: every one is sent/);
  assert.match(told.out, /It is worth sending until .*\nIt waits to be sent\n/);
  assert.match(told.out, /The lane is held: no grant .*\nWhat to do: /);
  const json = await run('explain', id, '--json');
  assert.equal((JSON.parse(json.out) as { id: string }).id, id);
});

test('gatehouse events, customers, dead and parked list as tables, and as JSON', async t => {
  const { run, id } = await start(t);
  const events = await run('events', '--customer', 'customer-1');
  assert.match(events.out, new RegExp(`^id .*\n${id}  customer-1  door-1 +edge +DoorbellPress  pending`));
  const { items } = JSON.parse((await run('events', '--customer', 'customer-1', '--json')).out) as { items: unknown[] };
  assert.equal(items.length, 1);
  assert.match((await run('customers')).out, /\ncustomer-1 +– +none +held +– +1 /);
  assert.deepEqual(JSON.parse((await run('parked', '--json')).out), { items: [] });
});

test('gatehouse says in a sentence that a list is empty, with exit code 0, and as JSON gives the empty list', async t => {
  const { run } = await start(t);
  for (const [words, said] of [
    [['events', '--customer', 'nobody'], 'The relay holds no event of customer nobody'],
    [
      ['events', '--customer', 'nobody', '--endpoint', 'lamp-1', '--class', 'edge', '--status', 'pending'],
      'The relay holds no pending edge event about lamp-1 of customer nobody',
    ],
    [['dead'], 'The relay holds no dead event'],
    [['dead', '--customer', 'nobody'], 'The relay holds no dead event of customer nobody'],
    [['parked'], 'No lane is parked'],
    [['endpoints', 'nobody'], 'The relay knows no endpoint of customer nobody'],
    [['customers', '--state', 'lost'], 'The relay knows no customer whose link is lost'],
    [['customers', '--after', 'customer-1'], 'The relay knows no customer after customer-1'],
  ] as const) {
    assert.deepEqual(await run(...words), { code: 0, out: '', err: `${said}\n` });
    const { code, out, err } = await run(...words, '--json');
    assert.deepEqual([code, JSON.parse(out), err], [0, { items: [] }, '']);
  }
});

test('gatehouse endpoints takes its customer as an argument or as an option, and says when there is none or two', async t => {
  const { run } = await start(t);
  const asked = [['customer-1'], ['--customer', 'customer-1'], ['customer-1', '--customer', 'customer-1']];
  for (const words of asked) {
    const { code, out, err } = await run('endpoints', ...words);
    assert.deepEqual([code, out], [0, ''], words.join(' '));
    assert.match(err, /^The relay knows no endpoint of customer customer-1\n$/);
  }
  for (const [words, said] of [
    [[], /No customer is named; name one, as in "gatehouse endpoints CUSTOMER" \[wrong-usage\]/],
    [['customer-1', '--customer', 'customer-2'], /The customers customer-1 and customer-2 are named; name one/],
  ] as const) {
    const { code, out, err } = await run('endpoints', ...words);
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, said);
  }
});

test('gatehouse dead and events list across customers, and events say what they need to', async t => {
  const { run, id } = await start(t);
  await run('drop', 'customer-1');
  assert.match((await run('events', '--status', 'dropped')).out, new RegExp(`\n${id}  customer-1 `));
  const refused = await run('events', '--status', 'pending');
  assert.deepEqual([refused.code, refused.out], [2, '']);
  assert.match(refused.err, /name a customer/);
});

test('gatehouse drop and replay do what they say, and say no with exit code 1', async t => {
  const { run, id } = await start(t);
  assert.equal((await run('replay', id)).code, 1);
  assert.equal((await run('drop', 'customer-1')).out, '1 event was dropped\n');
  assert.match((await run('explain', id)).out, /dropped: A person gave up what the lane held/);
  assert.match((await run('replay', id)).out, /^It is sent again as evt_/);
  assert.equal((await run('resume', 'customer-1')).out, '0 events may be sent now\n');
  assert.deepEqual(JSON.parse((await run('resume', 'customer-1', '--json')).out), { events: 0 });
  const unknown = await run('explain', 'evt_000_nothing');
  assert.deepEqual([unknown.code, unknown.out], [1, '']);
  assert.match(unknown.err, /not-found/);
  assert.equal((await run('drop', 'nobody')).code, 1);
});

test('gatehouse names the variable of the API key when the relay wants one, or another one', async t => {
  const { url } = await start(t);
  const missing = createRecordingHost();
  assert.equal(await runProgram(['customers', '--relay', url], missing), 2);
  assert.match(missing.written.err, /wants an API key, and none is set; set GATEHOUSE_RELAY_API_KEY to one/);
  assert.doesNotMatch(missing.written.err, /send Authorization/);
  const env = { GATEHOUSE_RELAY_API_KEY_FILE: 'key.txt' };
  const wrong = createRecordingHost({ env, files: { 'key.txt': 'gatehouse-secret-wrong\n' } });
  assert.equal(await runProgram(['resume', 'customer-1', '--relay', url], wrong), 2);
  assert.match(wrong.written.err, /refuses the API key of GATEHOUSE_RELAY_API_KEY_FILE; set it to another one/);
  assert.match(wrong.written.err, /The API key of the request is not known.* \[unauthorized\]/);
  assert.doesNotMatch(wrong.written.err, /gatehouse-secret/);
});

test('gatehouse explain exits 2 when no relay answers, and says how to reach one', async () => {
  const host = createRecordingHost();
  assert.equal(await runProgram(['explain', 'evt_1', '--relay', 'http://127.0.0.1:1'], host), 2);
  assert.match(host.written.err, /No relay answers at http:\/\/127.0.0.1:1; start one with "gatehouse relay"/);
  assert.equal(await runProgram(['explain', 'evt_1', '--relay', 'nonsense'], createRecordingHost()), 2);
  assert.equal(await runProgram(['events'], createRecordingHost()), 2);
  assert.equal(await runProgram(['customers', '--limit', '0'], createRecordingHost()), 2);
});

test('gatehouse explain, customers and resume exit 2 when a gateway answers, and say that it is no relay', async () => {
  await using gateway = await startGateway();
  for (const words of [['explain', 'evt_1'], ['customers'], ['resume', 'customer-1']]) {
    const host = createRecordingHost();
    assert.equal(await runProgram([...words, '--relay', gateway.urls.na], host), 2, words[0]);
    assert.equal(host.written.out, '');
    assert.match(
      host.written.err,
      /^gatehouse: What answers at http:\S+ is no relay; name .* with --relay.*\[unreachable\]/,
    );
  }
});

for (const words of [['customers'], ['explain', 'evt_1'], ['trigger', 'doorbell-press']]) {
  test(`gatehouse ${words.join(' ')} says which file it cannot read a key from, and ends with 2`, async () => {
    const host = createRecordingHost({ env: { GATEHOUSE_RELAY_API_KEY_FILE: '/none' } });
    assert.equal(await runProgram(words, host), 2);
    assert.equal(host.written.out, '');
    assert.match(host.written.err, /GATEHOUSE_RELAY_API_KEY_FILE names \/none, .*does not exist.*\[config-invalid\]/);
  });
}
