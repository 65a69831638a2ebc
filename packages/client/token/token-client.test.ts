import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AMAZON_TOKEN_URL, encodeTokenError, GatehouseError, tokenErrors } from '@gatehouse/protocol';
import { Secret } from '../platform/secret.ts';
import { answerWith, type FakeServer, findClosedPort, startFake, startRawFake } from '../test/fake-server.ts';
import { createManualClock } from '../test/manual-clock.ts';
import { createTokenClient, type TokenClient, type TokenClientOptions } from './token-client.ts';

const clientId = 'amzn1.application-oa2-client.abc';
const clientSecret = new Secret('gatehouse-secret-client & more');
const code = new Secret('gatehouse-secret-code');
const refreshToken = new Secret('Atzr|gatehouse-secret-refresh+/=');
const granted = {
  access_token: 'Atza|gatehouse-secret-access',
  refresh_token: 'Atzr|gatehouse-secret-next',
  token_type: 'bearer',
  expires_in: 3600,
};

function openClient(target: FakeServer | string, options: Partial<TokenClientOptions> = {}): TestClient {
  const tokenUrl = typeof target === 'string' ? target : `${target.url}/auth/o2/token`;
  const client = createTokenClient({ tokenUrl, clientId, clientSecret, clock: createManualClock(), ...options });
  return { ...client, [Symbol.asyncDispose]: () => client.close() };
}

type TestClient = AsyncDisposable & TokenClient;

test('exchangeCode() asks with a form, the credentials in it and no redirect URI', async () => {
  await using fake = await startFake(answerWith(200, granted));
  await using client = openClient(fake);
  const outcome = await client.exchangeCode(code);
  assert.ok(outcome.type === 'granted');
  assert.equal(outcome.tokens.accessToken.reveal(), granted.access_token);
  assert.equal(outcome.tokens.refreshToken?.reveal(), granted.refresh_token);
  assert.equal(outcome.tokens.expiresInSeconds, 3600);
  const [heard] = fake.requests;
  assert.deepEqual([heard?.method, heard?.path], ['POST', '/auth/o2/token']);
  assert.equal(heard?.headers['content-type'], 'application/x-www-form-urlencoded;charset=UTF-8');
  assert.equal(heard?.headers.authorization, undefined);
  assert.deepEqual(Object.fromEntries(new URLSearchParams(heard?.body)), {
    grant_type: 'authorization_code',
    code: code.reveal(),
    client_id: clientId,
    client_secret: clientSecret.reveal(),
  });
});

test('refresh() asks for new tokens with the refresh token', async () => {
  await using fake = await startFake(answerWith(200, granted));
  await using client = openClient(fake);
  assert.equal((await client.refresh(refreshToken)).type, 'granted');
  assert.deepEqual(Object.fromEntries(new URLSearchParams(fake.requests[0]?.body)), {
    grant_type: 'refresh_token',
    refresh_token: refreshToken.reveal(),
    client_id: clientId,
    client_secret: clientSecret.reveal(),
  });
});

test('requestClientCredentials() asks for a token of the skill itself', async () => {
  const scope = 'alexa::proactive_events';
  await using fake = await startFake(answerWith(200, { ...granted, refresh_token: undefined, scope }));
  await using client = openClient(fake);
  const outcome = await client.requestClientCredentials(scope);
  assert.ok(outcome.type === 'granted');
  assert.equal(outcome.tokens.scope, scope);
  assert.equal(outcome.tokens.refreshToken, undefined);
  assert.deepEqual(Object.fromEntries(new URLSearchParams(fake.requests[0]?.body)), {
    grant_type: 'client_credentials',
    scope,
    client_id: clientId,
    client_secret: clientSecret.reveal(),
  });
});

test('createTokenClient() keeps path and query of the URL as they are', async () => {
  await using fake = await startFake(answerWith(200, granted));
  await using client = openClient(`${fake.url}/auth/O2/token/?home=a%20b`);
  await client.refresh(refreshToken);
  assert.equal(fake.requests[0]?.path, '/auth/O2/token/?home=a%20b');
});

test('refresh() reads every documented error, with its description', async () => {
  const expected = {
    invalid_request: ['dead', 'invalid-request'],
    invalid_grant: ['lost', 'invalid-grant'],
    invalid_scope: ['dead', 'invalid-scope'],
    invalid_client: ['hold', 'invalid-client'],
    unauthorized_client: ['hold', 'unauthorized-client'],
    unsupported_grant_type: ['dead', 'unsupported-grant-type'],
    server_error: ['again', 'server-error'],
  } as const;
  for (const { error, status, description } of Object.values(tokenErrors)) {
    await using fake = await startFake(answerWith(status, encodeTokenError({ error, requestId: 'r-1' })));
    await using client = openClient(fake);
    const [type, reason] = expected[error];
    assert.deepEqual(await client.refresh(refreshToken), { type, reason, description, tookMs: 0 });
  }
});

test('refresh() judges by the status when the body is of no use', async () => {
  const bodies = [
    '',
    '{}',
    '<html>',
    'null',
    '[]',
    '{"error":7}',
    '{"error":{"code":"invalid_grant"}}',
    '{"error":"inv',
  ];
  const statuses = [
    [200, { type: 'again', reason: 'malformed-answer', tookMs: 0 }],
    [302, { type: 'again', reason: 'unknown-status', tookMs: 0 }],
    [400, { type: 'dead', reason: 'refused', tookMs: 0 }],
    [401, { type: 'hold', reason: 'invalid-client', tookMs: 0 }],
    [429, { type: 'again', reason: 'throttled', tookMs: 0 }],
    [500, { type: 'again', reason: 'server-error', tookMs: 0 }],
    [503, { type: 'again', reason: 'unavailable', tookMs: 0 }],
  ] as const;
  for (const [status, outcome] of statuses) {
    for (const body of bodies) {
      await using fake = await startFake(answerWith(status, body));
      await using client = openClient(fake);
      assert.deepEqual(await client.refresh(refreshToken), outcome, `${status} ${body}`);
    }
  }
});

test('refresh() grants nothing when the tokens are cut off or drowned', async () => {
  const text = JSON.stringify(granted);
  await using cut = await startRawFake(socket => {
    socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${text.length}\r\n\r\n${text.slice(0, 60)}`);
  });
  await using huge = await startFake(answerWith(200, { ...granted, padding: 'x'.repeat(100_000) }));
  for (const fake of [cut, huge]) {
    await using client = openClient(fake);
    const outcome = await client.refresh(refreshToken);
    assert.deepEqual(outcome, { type: 'again', reason: 'malformed-answer', tookMs: 0 });
  }
});

test('refresh() says again and how long to wait when the endpoint is busy', async () => {
  await using fake = await startFake(answerWith(429, { error: 'invalid_grant' }, { 'retry-after': '5' }));
  await using client = openClient(fake);
  const outcome = await client.refresh(refreshToken);
  assert.deepEqual(outcome, { type: 'again', reason: 'throttled', afterMs: 5000, tookMs: 0 });
});

test('refresh() says again when the endpoint cannot be reached', async () => {
  await using client = openClient(`http://127.0.0.1:${await findClosedPort()}/auth/o2/token`);
  const outcome = await client.refresh(refreshToken);
  assert.ok(outcome.type === 'again' && outcome.reason === 'connection');
  assert.equal(outcome.description, 'The connection was refused (ECONNREFUSED)');
});

test('refresh() says again when the endpoint does not answer in time', async () => {
  const clock = createManualClock();
  await using fake = await startFake(() => {});
  await using client = openClient(fake, { clock, timeoutMs: 2000 });
  const asked = client.refresh(refreshToken);
  await fake.heard(1);
  clock.advance(2000);
  const outcome = await asked;
  assert.deepEqual(outcome, {
    type: 'again',
    reason: 'timeout',
    description: 'No answer within 2000 ms',
    tookMs: 2000,
  });
});

test('exchangeCode() ends when its caller gives up', async () => {
  const controller = new AbortController();
  await using fake = await startFake(() => {});
  await using client = openClient(fake);
  const asked = client.exchangeCode(code, { signal: controller.signal });
  await fake.heard(1);
  controller.abort();
  const outcome = await asked;
  assert.ok(outcome.type === 'again' && outcome.reason === 'connection');
});

test('createTokenClient() takes nothing minted by a gateway to Amazon', async () => {
  const lookups: string[] = [];
  await using client = openClient(AMAZON_TOKEN_URL, {
    lookup: (host, _options, callback) => {
      lookups.push(host);
      callback(Object.assign(new Error('No network in tests'), { code: 'ENOTFOUND' }), []);
    },
  });
  const refused = [
    await client.exchangeCode(new Secret('GATEHOUSE-CODE-secret')),
    await client.refresh(new Secret('Atzr|GATEHOUSE-secret')),
  ];
  for (const outcome of refused) {
    assert.ok(outcome.type === 'lost' && outcome.description?.includes('minted by a Gatehouse gateway'));
  }
  assert.deepEqual(lookups, []);
  const sent = await client.refresh(refreshToken);
  assert.ok(sent.type === 'again' && sent.reason === 'connection');
  assert.deepEqual(lookups, ['api.amazon.com']);
});

test('createTokenClient() throws config-invalid when the URL is of no use', () => {
  assert.throws(
    () => createTokenClient({ tokenUrl: 'auth/o2/token', clientId, clientSecret, clock: createManualClock() }),
    (error: unknown) => error instanceof GatehouseError && error.code === 'config-invalid',
  );
});

test('close() makes later calls answer again', async () => {
  await using fake = await startFake(answerWith(200, granted));
  const client = openClient(fake);
  await client.close();
  const outcome = await client.refresh(refreshToken);
  assert.ok(outcome.type === 'again' && outcome.reason === 'connection');
  assert.equal(fake.requests.length, 0);
});
