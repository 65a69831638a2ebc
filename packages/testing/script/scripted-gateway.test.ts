import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEventClient, createTokenClient, type EventClient, type TokenClient } from '@gatehouse/client';
import { Secret } from '@gatehouse/client/platform';
import { REGIONS, type Region } from '@gatehouse/protocol';
import { createVirtualClock, type VirtualClock } from '../virtual-clock.ts';
import type { ScriptedAnswer } from './scripted-answer.ts';
import { type ScriptedGateway, type ScriptedGatewayOptions, startScriptedGateway } from './scripted-gateway.ts';
import type { ScriptedRequest } from './scripted-request.ts';

interface Bench extends AsyncDisposable {
  readonly clock: VirtualClock;
  readonly gateway: ScriptedGateway;
  readonly events: EventClient;
  readonly tokens: TokenClient;
}

/** A scripted gateway and the real clients, on one virtual clock. */
async function openBench(options: ScriptedGatewayOptions = {}): Promise<Bench> {
  const clock = createVirtualClock();
  const gateway = await startScriptedGateway({ clock, ...options });
  const clientSecret = new Secret('gatehouse-secret-client');
  const events = createEventClient({ urls: gateway.urls, clock });
  const tokens = createTokenClient({ tokenUrl: gateway.tokenUrl, clientId: 'client-1', clientSecret, clock });
  return {
    clock,
    gateway,
    events,
    tokens,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([events.close(), tokens.close()]);
      await gateway.close();
    },
  };
}

function messageOf(token: Secret, messageId: string): string {
  const header = { namespace: 'Alexa', name: 'ChangeReport', messageId, payloadVersion: '3' };
  const scope = { type: 'BearerToken', token: token.reveal() };
  return JSON.stringify({ event: { header, endpoint: { endpointId: 'lamp-1', scope }, payload: {} } });
}

async function send(bench: Bench, token: Secret, more: { messageId?: string; region?: Region } = {}) {
  const { messageId = 'm-1', region = 'NA' } = more;
  return bench.events.sendEvent({ region, token, body: messageOf(token, messageId) });
}

test('startScriptedGateway() walks code, tokens, event and refresh without any plan', async () => {
  await using bench = await openBench();
  const { gateway, tokens } = bench;
  const granted = await tokens.exchangeCode(gateway.createCode('c-1'));
  assert.ok(granted.type === 'granted' && granted.tokens.refreshToken !== undefined);
  const { outcome } = await send(bench, granted.tokens.accessToken);
  assert.deepEqual(outcome, { type: 'accepted' });
  const refreshed = await tokens.refresh(granted.tokens.refreshToken);
  assert.ok(refreshed.type === 'granted');
  assert.deepEqual((await send(bench, refreshed.tokens.accessToken)).outcome, { type: 'accepted' });
  assert.deepEqual(
    gateway.requests.map(({ path, customer, status }) => [path, customer, status]),
    [
      ['token', 'c-1', 200],
      ['events', 'c-1', 202],
      ['token', 'c-1', 200],
      ['events', 'c-1', 202],
    ],
  );
  assert.ok((await tokens.requestClientCredentials('alexa::proactive_events')).type === 'granted');
});

test('startScriptedGateway() records what a message says and when', async () => {
  await using bench = await openBench();
  const { accessToken } = bench.gateway.createTokens('c-1');
  await bench.clock.advance(5000);
  await send(bench, accessToken, { messageId: 'm-7', region: 'EU' });
  const [request] = bench.gateway.heard({ path: 'events', region: 'EU' });
  assert.equal(request?.at, bench.clock.now());
  assert.deepEqual([request?.kind, request?.messageId, request?.endpointId], ['ChangeReport', 'm-7', 'lamp-1']);
  assert.deepEqual([request?.method, request?.url, request?.processed], ['POST', '/v3/events', true]);
});

test('startScriptedGateway() takes a code once', async () => {
  await using bench = await openBench();
  const code = bench.gateway.createCode('c-1');
  assert.equal((await bench.tokens.exchangeCode(code)).type, 'granted');
  assert.equal((await bench.tokens.exchangeCode(code)).type, 'lost');
});

test('startScriptedGateway() refuses tokens that it never minted, or one in the header and another in the scope', async () => {
  await using bench = await openBench();
  const { accessToken } = bench.gateway.createTokens('c-1');
  const foreign = new Secret('Atza|GATEHOUSE-foreign');
  assert.deepEqual((await send(bench, foreign)).outcome, { type: 'refresh' });
  const mixed = await bench.events.sendEvent({ region: 'NA', token: accessToken, body: messageOf(foreign, 'm-1') });
  assert.deepEqual(mixed.outcome, { type: 'refresh' });
  const broken = await bench.events.sendEvent({ region: 'NA', token: accessToken, body: '{"event":' });
  assert.deepEqual(broken.outcome, { type: 'dead', reason: 'invalid-request' });
});

test('expire() ends access tokens alone, revoke() ends everything of a customer', async () => {
  await using bench = await openBench();
  const { gateway, tokens } = bench;
  const { accessToken, refreshToken } = gateway.createTokens('c-1');
  const other = gateway.createTokens('c-2');
  gateway.expire('c-1');
  assert.deepEqual((await send(bench, accessToken)).outcome, { type: 'refresh' });
  const refreshed = await tokens.refresh(refreshToken);
  assert.ok(refreshed.type === 'granted');
  gateway.revoke('c-1');
  assert.deepEqual((await send(bench, refreshed.tokens.accessToken)).outcome, { type: 'refresh' });
  assert.equal((await tokens.refresh(refreshToken)).type, 'lost');
  assert.deepEqual((await send(bench, other.accessToken)).outcome, { type: 'accepted' });
});

test('bind() refuses events in another region and tells the right one', async () => {
  await using bench = await openBench();
  const { accessToken } = bench.gateway.createTokens('c-1');
  bench.gateway.bind('c-1', 'FE');
  assert.deepEqual((await send(bench, accessToken)).outcome, { type: 'relocate', reason: 'disabled' });
  for (const region of REGIONS) {
    const answer = await bench.events.resolveRegion({ region, token: accessToken });
    assert.ok(answer.type === 'resolved' && answer.region === 'FE');
  }
  assert.deepEqual((await send(bench, accessToken, { region: 'FE' })).outcome, { type: 'accepted' });
});

test('plan() gives its answers in turn to the requests that match, then lets the rules answer', async () => {
  await using bench = await openBench();
  const { gateway } = bench;
  const { accessToken } = gateway.createTokens('c-1');
  gateway.plan({ messageId: 'm-1' }, [
    { code: 'THROTTLING_EXCEPTION', headers: { 'retry-after': '2' } },
    { status: 503, body: '<html>', times: 2 },
    { code: 'BRAND_NEW_EXCEPTION', status: 404 },
  ]);
  assert.equal(gateway.left(), 4);
  assert.deepEqual((await send(bench, accessToken, { messageId: 'm-2' })).outcome, { type: 'accepted' });
  const outcomes = [];
  for (let i = 0; i < 5; i++) outcomes.push((await send(bench, accessToken)).outcome);
  assert.deepEqual(outcomes, [
    { type: 'again', reason: 'throttled', afterMs: 2000 },
    { type: 'again', reason: 'unavailable' },
    { type: 'again', reason: 'unavailable' },
    { type: 'dead', reason: 'refused' },
    { type: 'accepted' },
  ]);
  assert.equal(gateway.left(), 0);
});

test('plan() works for one customer, for the token endpoint, and until it is cleared', async () => {
  await using bench = await openBench();
  const { gateway, tokens } = bench;
  const mine = gateway.createTokens('c-1');
  const other = gateway.createTokens('c-2');
  gateway.plan({ customer: 'c-1', path: 'events' }, { status: 500, times: Number.POSITIVE_INFINITY });
  gateway.plan({ grantType: 'refresh_token' }, { code: 'invalid_client' });
  assert.equal((await send(bench, mine.accessToken)).outcome.type, 'again');
  assert.equal((await send(bench, other.accessToken)).outcome.type, 'accepted');
  assert.equal((await tokens.refresh(mine.refreshToken)).type, 'hold');
  assert.equal((await tokens.refresh(mine.refreshToken)).type, 'granted');
  assert.equal((await send(bench, mine.accessToken)).outcome.type, 'again');
  gateway.clearPlans();
  assert.equal((await send(bench, mine.accessToken)).outcome.type, 'accepted');
});

test('plan() cuts the connection where it is told to', async () => {
  await using bench = await openBench();
  const { gateway } = bench;
  const { accessToken } = gateway.createTokens('c-1');
  gateway.plan({}, [
    { cut: 'before' },
    { cut: 'headers' },
    { cut: 'body' },
    { cut: 'body', code: 'THROTTLING_EXCEPTION' },
  ]);
  const outcomes = [];
  for (let i = 0; i < 4; i++) outcomes.push((await send(bench, accessToken)).outcome);
  assert.deepEqual(outcomes, [
    { type: 'again', reason: 'connection' },
    { type: 'again', reason: 'connection' },
    { type: 'accepted' },
    { type: 'again', reason: 'throttled' },
  ]);
  assert.deepEqual(
    gateway.requests.map(request => [request.status, request.processed]),
    [
      [undefined, false],
      [202, true],
      [202, true],
      [429, false],
    ],
  );
});

test('plan() uses up no code when the connection is cut before the first byte', async () => {
  await using bench = await openBench();
  const code = bench.gateway.createCode('c-1');
  bench.gateway.plan({ path: 'token' }, [{ cut: 'before' }, { cut: 'headers' }]);
  const types = [];
  for (let i = 0; i < 3; i++) types.push((await bench.tokens.exchangeCode(code)).type);
  assert.deepEqual(types, ['again', 'again', 'lost']);
});

test('plan() lets a request hang until the sender gives up', async () => {
  await using bench = await openBench();
  const { clock, gateway } = bench;
  const { accessToken } = gateway.createTokens('c-1');
  gateway.plan({}, { hang: true });
  const sent = send(bench, accessToken);
  const [request] = await gateway.waitFor(1);
  assert.deepEqual([request?.status, request?.processed, gateway.held()], [undefined, false, 1]);
  await clock.advance(10_000, () => gateway.idle());
  assert.deepEqual((await sent).outcome, { type: 'again', reason: 'timeout' });
});

test('plan() delays an answer on the clock', async () => {
  await using bench = await openBench();
  const { clock, gateway } = bench;
  const { accessToken } = gateway.createTokens('c-1');
  gateway.plan({}, { delayMs: 3000 });
  const sent = send(bench, accessToken);
  await gateway.waitFor(1);
  assert.equal(gateway.held(), 1);
  await clock.advance(3000, () => gateway.idle());
  const { answer } = await sent;
  assert.ok(answer.type === 'answered' && answer.status === 202);
});

test('plan() dribbles a body byte by byte on the clock', async () => {
  await using bench = await openBench();
  const { clock, gateway } = bench;
  const { accessToken } = gateway.createTokens('c-1');
  gateway.plan({}, { status: 400, body: { slow: true }, dribbleMs: 100 });
  const sent = send(bench, accessToken);
  await gateway.waitFor(1);
  await clock.advance(100 * '{"slow":true}'.length);
  assert.deepEqual((await sent).outcome, { type: 'dead', reason: 'invalid-request' });
});

test('startScriptedGateway() asks for the answers that no plan gives, and decides itself where none is told', async () => {
  const answer = ({ messageId }: ScriptedRequest): ScriptedAnswer | undefined =>
    messageId === 'm-2' ? { code: 'THROTTLING_EXCEPTION' } : undefined;
  await using bench = await openBench({ answer });
  const { gateway } = bench;
  const { accessToken } = gateway.createTokens('c-1');
  gateway.plan({ messageId: 'm-2' }, { status: 500 });
  for (const messageId of ['m-1', 'm-2', 'm-2']) await send(bench, accessToken, { messageId });
  assert.deepEqual(
    gateway.requests.map(({ status }) => status),
    [202, 500, 429],
  );
});

test('waitFor() resolves as soon as there are enough requests that match', async () => {
  await using bench = await openBench();
  const { gateway } = bench;
  const { accessToken } = gateway.createTokens('c-1');
  const waiting = gateway.waitFor(2, { path: 'events', processed: true });
  gateway.plan({ messageId: 'm-1' }, { status: 500 });
  for (const messageId of ['m-1', 'm-2', 'm-3']) await send(bench, accessToken, { messageId });
  assert.deepEqual(
    (await waiting).map(request => request.messageId),
    ['m-2', 'm-3'],
  );
});

test('startScriptedGateway() answers 404 to what it does not have', async () => {
  await using gateway = await startScriptedGateway();
  for (const path of ['/', '/v3/event', '/v3/events']) {
    const response = await fetch(`${gateway.urls.NA}${path}`);
    assert.equal(response.status, 404);
    await response.body?.cancel();
  }
});

test('close() ends connections that hang, and may be called twice', async () => {
  const gateway = await startScriptedGateway();
  gateway.plan({}, { hang: true });
  const failed = fetch(gateway.urls.EU).then(
    () => false,
    () => true,
  );
  await gateway.waitFor(1);
  await gateway.close();
  assert.ok(await failed);
  await gateway.close();
});
