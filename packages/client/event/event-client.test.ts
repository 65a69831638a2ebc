import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amazonHosts, GatehouseError, gatewayErrors } from '@gatehouse/protocol';
import { judgeEventAnswer } from '../outcome/judge-answer.ts';
import { Secret } from '../platform/secret.ts';
import {
  answerWith,
  type Behaviour,
  type FakeServer,
  findClosedPort,
  gatewayRefusal,
  startFake,
  startRawFake,
} from '../test/fake-server.ts';
import { createManualClock } from '../test/manual-clock.ts';
import { createEventClient, type EventClient, type EventClientOptions, type EventSend } from './event-client.ts';

const token = new Secret('Atza|gatehouse-secret-access');
const body = '{"event":{}}';
const send: EventSend = { region: 'NA', token, body };

function openClient(target: FakeServer | string, options: Partial<EventClientOptions> = {}): TestClient {
  const url = typeof target === 'string' ? target : target.url;
  const urls = { NA: url, EU: url, FE: url };
  const client = createEventClient({ urls, clock: createManualClock(), ...options });
  return { ...client, [Symbol.asyncDispose]: () => client.close() };
}

type TestClient = AsyncDisposable & EventClient;

/** A fake that gives the next answer of a list to each request. */
function answerInTurn(behaviours: readonly Behaviour[]): Behaviour {
  let next = 0;
  return (request, response) => behaviours[next++]?.(request, response);
}

test('sendEvent() posts the body as it is, with the token in the header', async () => {
  await using fake = await startFake(answerWith(202));
  await using client = openClient(fake);
  const { answer, outcome } = await client.sendEvent(send);
  assert.deepEqual(answer, { type: 'answered', status: 202, tookMs: 0 });
  assert.deepEqual(outcome, { type: 'accepted' });
  const [heard] = fake.requests;
  assert.deepEqual([heard?.method, heard?.path, heard?.body], ['POST', '/v3/events', body]);
  assert.equal(heard?.headers.authorization, `Bearer ${token.reveal()}`);
  assert.equal(heard?.headers['content-type'], 'application/json');
});

test('sendEvent() sends to the gateway of the region, below its base path', async () => {
  await using na = await startFake(answerWith(202));
  await using eu = await startFake(answerWith(202));
  await using fe = await startFake(answerWith(202));
  const urls = { NA: na.url, EU: `${eu.url}/`, FE: `${fe.url}/far/east/` };
  await using client = openClient(na, { urls });
  for (const region of ['FE', 'EU', 'NA'] as const) await client.sendEvent({ ...send, region, body: `"${region}"` });
  assert.deepEqual(
    [na, eu, fe].map(fake => fake.requests.map(heard => `${heard.path} ${heard.body}`)),
    [['/v3/events "NA"'], ['/v3/events "EU"'], ['/far/east/v3/events "FE"']],
  );
});

test('sendEvent() reads status, code and description of every row of the error table', async () => {
  const rows = Object.values(gatewayErrors);
  await using fake = await startFake(
    answerInTurn(rows.map(row => answerWith(row.status, gatewayRefusal(row.code, row.description)))),
  );
  await using client = openClient(fake);
  for (const { status, code, description } of rows) {
    const { answer, outcome } = await client.sendEvent(send);
    assert.deepEqual(answer, { type: 'answered', status, code, description, tookMs: 0 });
    assert.deepEqual(outcome, judgeEventAnswer(answer));
  }
});

test('sendEvent() judges every status by itself when the body is of no use', async () => {
  const bodies = [
    '',
    '<html>Bad gateway</html>',
    'null',
    '7',
    '[]',
    '{"payload":',
    '{"payload":null}',
    '{"payload":[{"code":"THROTTLING_EXCEPTION"}]}',
    '{"payload":{"code":7,"description":{}}}',
    '{"header":{},"payload":{}}',
    '{"message":"Forbidden"}',
  ];
  const statuses = [200, 202, 204, 301, 400, 401, 403, 404, 413, 418, 429, 500, 503, 599];
  const cases = statuses.flatMap(status => bodies.map(text => [status, text] as const));
  await using fake = await startFake(
    answerInTurn(cases.map(([status, text]) => answerWith(status, status === 204 ? '' : text))),
  );
  await using client = openClient(fake);
  for (const [status, text] of cases) {
    const { answer, outcome } = await client.sendEvent(send);
    assert.deepEqual(answer, { type: 'answered', status, tookMs: 0 }, text);
    assert.deepEqual(outcome, judgeEventAnswer({ type: 'answered', status, tookMs: 0 }), text);
  }
});

test('sendEvent() goes by the status when the body is too large to be read', async () => {
  const refusal = JSON.stringify(gatewayRefusal('THROTTLING_EXCEPTION', 'x'.repeat(100_000)));
  await using fake = await startFake(answerWith(400, refusal));
  await using client = openClient(fake);
  const { answer, outcome } = await client.sendEvent(send);
  assert.deepEqual(answer, { type: 'answered', status: 400, tookMs: 0 });
  assert.deepEqual(outcome, { type: 'dead', reason: 'invalid-request' });
});

test('sendEvent() counts a cut answer by its status', async () => {
  const heads = [
    ['202 Accepted', { type: 'accepted' }],
    ['401 Unauthorized', { type: 'refresh' }],
    ['500 Oops', { type: 'again', reason: 'server-error' }],
  ] as const;
  for (const [head, expected] of heads) {
    await using fake = await startRawFake(socket => socket.end(`HTTP/1.1 ${head}\r\ncontent-length: 90\r\n\r\n{"pay`));
    await using client = openClient(fake);
    assert.deepEqual((await client.sendEvent(send)).outcome, expected);
  }
});

test('sendEvent() passes on how long to wait, as seconds or as a date', async () => {
  const now = createManualClock().now();
  const waits = ['4', new Date(now + 9000).toUTCString()];
  await using fake = await startFake(
    answerInTurn(
      waits.map(wait => answerWith(429, gatewayRefusal('THROTTLING_EXCEPTION', ''), { 'retry-after': wait })),
    ),
  );
  await using client = openClient(fake);
  for (const afterMs of [4000, 9000]) {
    const { outcome } = await client.sendEvent(send);
    assert.deepEqual(outcome, { type: 'again', reason: 'throttled', afterMs });
  }
});

test('sendEvent() says again when the gateway cannot be reached', async () => {
  await using client = openClient(`http://127.0.0.1:${await findClosedPort()}`);
  const { answer, outcome } = await client.sendEvent(send);
  assert.ok(answer.type === 'unanswered' && answer.reason === 'refused');
  assert.deepEqual(outcome, { type: 'again', reason: 'connection' });
});

test('sendEvent() says again when the gateway does not answer in time', async () => {
  const clock = createManualClock();
  await using fake = await startFake(() => {});
  await using client = openClient(fake, { clock });
  const sent = client.sendEvent(send);
  await fake.heard(1);
  clock.advance(10_000);
  const { answer, outcome } = await sent;
  assert.ok(answer.type === 'unanswered' && answer.reason === 'timeout' && answer.tookMs === 10_000);
  assert.deepEqual(outcome, { type: 'again', reason: 'timeout' });
});

test('sendEvent() says again when its caller gives up', async () => {
  const controller = new AbortController();
  await using fake = await startFake(() => {});
  await using client = openClient(fake);
  const sent = client.sendEvent({ ...send, signal: controller.signal });
  await fake.heard(1);
  controller.abort(new Error('Stopping'));
  const { answer, outcome } = await sent;
  assert.ok(answer.type === 'unanswered' && answer.reason === 'aborted');
  assert.deepEqual(outcome, { type: 'again', reason: 'connection' });
});

test('sendEvent() does not take a token minted by a gateway to Amazon', async () => {
  const lookups: string[] = [];
  await using client = openClient('', {
    urls: amazonHosts,
    lookup: (host, _options, callback) => {
      lookups.push(host);
      callback(Object.assign(new Error('No network in tests'), { code: 'ENOTFOUND' }), []);
    },
  });
  const minted = new Secret('Atza|GATEHOUSE-secret');
  for (const region of ['NA', 'EU', 'FE'] as const) {
    const { answer, outcome } = await client.sendEvent({ ...send, region, token: minted });
    assert.ok(answer.type === 'unanswered' && answer.detail.includes('minted by a Gatehouse gateway'));
    assert.deepEqual(outcome, { type: 'park', reason: 'link-lost' });
    const asked = await client.resolveRegion({ region, token: minted });
    assert.ok(asked.type === 'unresolved' && asked.outcome.type === 'park');
  }
  assert.deepEqual(lookups, []);
  await client.sendEvent(send);
  assert.deepEqual(lookups, ['api.amazonalexa.com']);
});

test('resolveRegion() asks with the token and names the region of the answer', async () => {
  await using fake = await startFake(answerWith(200, { endpoints: ['https://api.eu.amazonalexa.com'] }));
  await using client = openClient(fake);
  const answer = await client.resolveRegion({ region: 'NA', token });
  assert.deepEqual(answer, { type: 'resolved', region: 'EU', candidates: ['EU'], tookMs: 0 });
  const [heard] = fake.requests;
  assert.deepEqual([heard?.method, heard?.path, heard?.body], ['GET', '/v1/alexaApiEndpoint', '']);
  assert.equal(heard?.headers.authorization, `Bearer ${token.reveal()}`);
});

test('resolveRegion() names every region when the gateway does not know', async () => {
  const endpoints = ['api.fe.amazonalexa.com', 'api.amazonalexa.com'];
  await using fake = await startFake(answerWith(200, { endpoints }));
  await using client = openClient(fake);
  const answer = await client.resolveRegion({ region: 'NA', token });
  assert.deepEqual(answer, { type: 'resolved', region: 'FE', candidates: ['FE', 'NA'], tookMs: 0 });
});

test('resolveRegion() is unresolved when a 2xx names no region', async () => {
  const bodies = ['', 'nonsense', {}, { endpoints: [] }, { endpoints: ['https://elsewhere.test'] }];
  await using fake = await startFake(answerInTurn(bodies.map(text => answerWith(200, text))));
  await using client = openClient(fake);
  for (const text of bodies) {
    const answer = await client.resolveRegion({ region: 'NA', token });
    assert.ok(answer.type === 'unresolved', JSON.stringify(text));
    assert.deepEqual(answer.outcome, { type: 'again', reason: 'unknown-status' });
  }
});

test('resolveRegion() judges a refusal like one of an event', async () => {
  await using fake = await startFake(
    answerInTurn([
      answerWith(401, gatewayRefusal('INVALID_ACCESS_TOKEN_EXCEPTION', 'Access token is not valid.')),
      answerWith(503),
    ]),
  );
  await using client = openClient(fake);
  const refused = await client.resolveRegion({ region: 'NA', token });
  assert.ok(refused.type === 'unresolved');
  assert.deepEqual(refused.outcome, { type: 'refresh' });
  const down = await client.resolveRegion({ region: 'NA', token });
  assert.ok(down.type === 'unresolved');
  assert.deepEqual(down.outcome, { type: 'again', reason: 'unavailable' });
});

test('createEventClient() throws config-invalid and names the region when a URL is of no use', () => {
  const urls = { ...amazonHosts, EU: 'api.eu.amazonalexa.com' };
  assert.throws(
    () => createEventClient({ urls, clock: createManualClock() }),
    (error: unknown) =>
      error instanceof GatehouseError && error.code === 'config-invalid' && error.message.includes('EU gateway'),
  );
});
