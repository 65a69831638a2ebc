import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { CUSTOMER, lamp, type RelayBench, startRelay } from '../test/relay-bench.ts';

const KEY = 'gatehouse-secret-api-key';
const withKey = { section: { apiKey: KEY } };

/** Checks that an answer is a problem of this code, in the form that every problem has. */
async function expectProblem(
  answer: ReturnType<RelayBench['call']>,
  expected: { status: number; code: string },
): Promise<Headers> {
  const { status, headers, body } = await answer;
  const problem = body as Record<string, unknown>;
  assert.deepEqual({ status, code: problem.code }, expected);
  assert.match(headers.get('content-type') ?? '', /^application\/problem\+json/);
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.equal(problem.status, status);
  for (const member of ['type', 'title', 'detail', 'remedy']) assert.equal(typeof problem[member], 'string', member);
  return headers;
}

test('the relay says not-found for a path that it does not have', async t => {
  const bench = await startRelay(t);
  for (const path of ['/', '/v1', '/v1/nothing', '/v2/events', '/v1/customers/c/endpoints/e/states']) {
    await expectProblem(bench.call('GET', path), { status: 404, code: 'not-found' });
  }
});

const methods: readonly (readonly [string, string, string])[] = [
  ['GET', '/v1/directives', 'POST'],
  ['POST', '/v1/customers/c/endpoints/e', 'PUT, GET, HEAD, DELETE'],
  ['PUT', '/v1/customers/c/endpoints/e/state', 'PATCH'],
  ['DELETE', '/v1/customers/c/endpoints', 'GET, HEAD'],
  ['GET', '/v1/customers/c/events', 'POST'],
  ['DELETE', '/v1/events', 'POST, GET, HEAD'],
  ['PATCH', '/v1/events/evt', 'GET, HEAD'],
  ['POST', '/v1/customers', 'GET, HEAD'],
  ['POST', '/v1/customers/c', 'GET, HEAD'],
  ['POST', '/v1/ledger', 'GET, HEAD'],
  ['POST', '/healthz', 'GET, HEAD'],
  ['PROPFIND', '/v1/events', 'POST, GET, HEAD'],
  ['OPTIONS', '/v1/directives', 'POST'],
  ['M-SEARCH', '/v1/ledger', 'GET, HEAD'],
];

test('the relay says method-not-allowed and names the methods that a path has', async t => {
  const bench = await startRelay(t);
  for (const [method, path, allow] of methods) {
    const answer = bench.call(method, path, method === 'GET' ? {} : { text: '{' });
    const headers = await expectProblem(answer, { status: 405, code: 'method-not-allowed' });
    assert.equal(headers.get('allow'), allow);
  }
});

const STATE = `/v1/customers/${CUSTOMER}/endpoints/lamp-1/state`;

test('the relay says unsupported-media-type when the body is of another type than JSON', async t => {
  const bench = await startRelay(t);
  for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'nonsense']) {
    const request = { text: '{}', headers: { 'content-type': type } };
    await expectProblem(bench.call('PATCH', STATE, request), { status: 415, code: 'unsupported-media-type' });
  }
});

test('the relay takes application/json with a character set', async t => {
  const bench = await startRelay(t);
  const headers = { 'content-type': 'application/json;charset=UTF-8' };
  const path = `/v1/customers/${CUSTOMER}/endpoints/lamp-1`;
  const { status } = await bench.call('PUT', path, { text: JSON.stringify(lamp), headers });
  assert.equal(status, 201);
});

test('the relay says invalid-json when the body is not JSON, and repeats nothing of it', async t => {
  const bench = await startRelay(t);
  const request = { text: '{"code":"GATEHOUSE-CODE-broken"', headers: { 'content-type': 'application/json' } };
  await expectProblem(bench.call('POST', '/v1/directives', request), { status: 400, code: 'invalid-json' });
});

test('the relay says invalid-request when there is no body', async t => {
  const bench = await startRelay(t);
  await expectProblem(bench.call('PATCH', STATE), { status: 400, code: 'invalid-request' });
});

test('the relay says invalid-request when the body is nested too deeply', async t => {
  const bench = await startRelay(t);
  const request = { text: '['.repeat(100_000), headers: { 'content-type': 'application/json' } };
  await expectProblem(bench.call('PATCH', STATE, request), { status: 400, code: 'invalid-request' });
});

test('the relay says too-large when the body is more than a path takes', async t => {
  const bench = await startRelay(t);
  const body = { text: 'x'.repeat(1024 * 1024) };
  await expectProblem(bench.call('PATCH', STATE, { body }), { status: 413, code: 'too-large' });
  const events = { events: ['x'.repeat(2 * 1024 * 1024)] };
  assert.equal((await bench.call('POST', `/v1/customers/${CUSTOMER}/events`, { body: events })).status, 422);
  events.events.push('x'.repeat(7 * 1024 * 1024));
  const path = `/v1/customers/${CUSTOMER}/events`;
  await expectProblem(bench.call('POST', path, { body: events }), { status: 413, code: 'too-large' });
});

test('the relay says invalid-request when the query has a name that the path does not take', async t => {
  const bench = await startRelay(t);
  await expectProblem(bench.call('GET', '/v1/customers?stat=lost'), { status: 400, code: 'invalid-request' });
  await expectProblem(bench.call('GET', '/v1/stream?custmer=ann'), { status: 400, code: 'invalid-request' });
  assert.equal((await bench.call('GET', '/healthz?probe=1')).status, 200);
});

test('the relay says invalid-request when the path cannot be read', async t => {
  const bench = await startRelay(t);
  for (const path of ['/v1/customers/%zz', '/v1/customers/a%0Ab', `/v1/customers/${'x'.repeat(257)}`]) {
    await expectProblem(bench.call('GET', path), { status: 400, code: 'invalid-request' });
  }
});

test('the relay says unauthorized on every path, known or not, when the key is missing', async t => {
  const bench = await startRelay(t, withKey);
  for (const path of ['/v1/ledger', '/v1/nothing', STATE]) {
    const headers = await expectProblem(bench.call('GET', path), { status: 401, code: 'unauthorized' });
    assert.equal(headers.get('www-authenticate'), 'Bearer');
  }
  const wrong = { headers: { authorization: 'Bearer gatehouse-secret-wrong' } };
  await expectProblem(bench.call('GET', '/v1/ledger', wrong), { status: 401, code: 'unauthorized' });
});

test('the relay lets the right key in, and everybody to its health', async t => {
  const bench = await startRelay(t, withKey);
  assert.equal((await bench.call('GET', '/v1/ledger', { headers: { authorization: `Bearer ${KEY}` } })).status, 200);
  assert.equal((await bench.call('GET', '/healthz')).status, 200);
  assert.equal((await bench.call('GET', '/readyz')).status, 200);
});

test('the relay says internal-error and keeps the reason to its log when something breaks', async t => {
  const readLedger = (): Promise<never> => Promise.reject(new TypeError('A bolt came loose'));
  const bench = await startRelay(t, { store: { readLedger } });
  await expectProblem(bench.call('GET', '/v1/ledger'), { status: 500, code: 'internal-error' });
  const line = bench.log.lines.find(({ level }) => level === 'error');
  assert.equal(line?.fields.path, '/v1/ledger');
  assert.match(bench.log.text(), /A bolt came loose/);
});

test('the relay says store-closed when its store is closed under it', async t => {
  const bench = await startRelay(t);
  await bench.store.close();
  await expectProblem(bench.call('GET', '/v1/ledger'), { status: 503, code: 'store-closed' });
  assert.equal((await bench.call('GET', '/readyz')).status, 503);
});

test('the relay outlives a client that does not speak HTTP', async t => {
  const bench = await startRelay(t);
  const { port } = new URL(bench.url);
  await new Promise<void>(resolve => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.end('HELO\r\n\r\n'));
    socket.on('close', () => resolve()).on('error', () => {});
    socket.resume();
  });
  assert.equal((await bench.call('GET', '/healthz')).status, 200);
});

const broken: readonly (readonly [string, string, number, string])[] = [
  ['a method that HTTP does not have', 'FOO /v1/events HTTP/1.1\r\nhost: relay\r\n\r\n', 400, 'invalid-request'],
  ['no HTTP at all', 'HELO\r\n\r\n', 400, 'invalid-request'],
  ['a header without a name', 'GET /v1/events HTTP/1.1\r\nhost: relay\r\n: x\r\n\r\n', 400, 'invalid-request'],
  ['a request without a host', 'GET /v1/events HTTP/1.1\r\nconnection: close\r\n\r\n', 400, 'invalid-request'],
  ['headers that are too large', `GET /healthz HTTP/1.1\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`, 431, 'too-large'],
];

for (const [what, bytes, status, code] of broken) {
  test(`the relay answers ${what} with a problem and closes the connection`, async t => {
    const bench = await startRelay(t);
    const text = await exchangeRaw(bench.url, bytes);
    const [head = '', body = ''] = text.split('\r\n\r\n');
    assert.match(head, new RegExp(`^HTTP/1\\.1 ${status} [^]*\r\ncontent-type: application/problem\\+json`));
    const problem = JSON.parse(body) as Record<string, unknown>;
    assert.deepEqual([problem.status, problem.code, typeof problem.remedy], [status, code, 'string']);
    assert.equal((await bench.call('GET', '/healthz')).status, 200);
  });
}

test('the relay answers a request of HTTP/1.0 without a host, and one that expects what nobody knows', async t => {
  const bench = await startRelay(t);
  for (const bytes of [
    'GET /healthz HTTP/1.0\r\n\r\n',
    'GET /healthz HTTP/1.1\r\nhost: relay\r\nexpect: a-miracle\r\nconnection: close\r\n\r\n',
  ]) {
    assert.match(await exchangeRaw(bench.url, bytes), /^HTTP\/1\.1 200 .*"status":"ok"/s);
  }
});

test('the relay says invalid-request when a part of the path is longer than any id', async t => {
  const bench = await startRelay(t);
  const answer = bench.call('GET', `/v1/events/${'a'.repeat(7_000)}`);
  await expectProblem(answer, { status: 400, code: 'invalid-request' });
});

/** What comes back for bytes on a bare connection until the relay closes it. */
function exchangeRaw(url: string, bytes: string): Promise<string> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('utf8').on('data', piece => {
      text += String(piece);
    });
    socket.on('close', () => resolve(text)).on('error', reject);
  });
}
