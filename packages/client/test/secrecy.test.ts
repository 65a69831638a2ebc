import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { createEventClient, createNoticeClient, createTokenClient } from '../index.ts';
import { Secret } from '../platform/index.ts';
import { type Behaviour, startFake, startRawFake } from './fake-server.ts';
import { createManualClock } from './manual-clock.ts';

const token = new Secret('Atza|gatehouse-secret-access/1+2');
const clientSecret = new Secret('gatehouse-secret-client');
const refreshToken = new Secret('Atzr|gatehouse-secret-refresh');

/** Answers with everything that was sent, in every member that the clients read. */
const echo: Behaviour = (request, response) => {
  const said = `${request.headers.authorization} ${request.body} ${decodeURIComponent(request.body)}`;
  response.writeHead(400, { 'retry-after': said.replaceAll(/[^ -~]/g, '') });
  response.end(JSON.stringify({ payload: { code: said, description: said }, error: said, error_description: said }));
};

function assertSilent(value: unknown): void {
  const shown = [inspect(value, { depth: null, showHidden: true }), JSON.stringify(value) ?? ''];
  for (const text of shown) assert.ok(!text.includes('gatehouse-secret'), text);
}

test('createEventClient() shows no secret when the gateway sends back all it was sent', async () => {
  await using fake = await startFake(echo);
  const urls = { NA: fake.url, EU: fake.url, FE: fake.url };
  const client = createEventClient({ urls, clock: createManualClock() });
  const body = JSON.stringify({ event: { endpoint: { scope: { type: 'BearerToken', token: token.reveal() } } } });
  assertSilent(await client.sendEvent({ region: 'NA', token, body }));
  assertSilent(await client.resolveRegion({ region: 'EU', token }));
  assertSilent(client);
  await client.close();
});

test('createNoticeClient() shows no secret when the gateway sends back all it was sent', async () => {
  await using fake = await startFake(echo);
  const urls = { NA: fake.url, EU: fake.url, FE: fake.url };
  const client = createNoticeClient({ urls, clock: createManualClock() });
  assertSilent(
    await client.sendNotice({ region: 'FE', stage: 'live', token, body: JSON.stringify({ t: token.reveal() }) }),
  );
  assertSilent(client);
  await client.close();
});

test('createTokenClient() shows no secret when the endpoint sends back all it was sent', async () => {
  await using fake = await startFake(echo);
  const tokenUrl = `${fake.url}/auth/o2/token`;
  const client = createTokenClient({ tokenUrl, clientId: 'client-1', clientSecret, clock: createManualClock() });
  assertSilent(await client.exchangeCode(new Secret('gatehouse-secret-code')));
  assertSilent(await client.refresh(refreshToken));
  assertSilent(await client.requestClientCredentials('alexa::proactive_events'));
  assertSilent(client);
  await client.close();
});

test('createTokenClient() shows no secret when it grants tokens', async () => {
  await using fake = await startFake((_request, response) => {
    response.end(JSON.stringify({ access_token: token.reveal(), refresh_token: refreshToken.reveal() }));
  });
  const client = createTokenClient({ tokenUrl: fake.url, clientId: 'c', clientSecret, clock: createManualClock() });
  const outcome = await client.refresh(refreshToken);
  assert.equal(outcome.type, 'granted');
  assertSilent(outcome);
  await client.close();
});

test('createEventClient() shows no secret when the connection breaks', async () => {
  await using fake = await startRawFake(socket => socket.resetAndDestroy());
  const urls = { NA: fake.url, EU: fake.url, FE: fake.url };
  const client = createEventClient({ urls, clock: createManualClock() });
  assertSilent(await client.sendEvent({ region: 'NA', token, body: token.reveal() }));
  assertSilent(await client.sendEvent({ region: 'NA', token: new Secret(`${token.reveal()}\n`), body: '' }));
  await client.close();
});
