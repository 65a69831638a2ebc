import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TokenClient, TokenOutcome } from '@gatehouse/client';
import { Secret } from '@gatehouse/client/platform';
import { assertNoSecret, createRecordingLog, createVirtualClock } from '@gatehouse/testing';
import { type NoticeToken, NoticeTokens } from './notice-tokens.ts';

const PROBE_MS = 60_000;

/** A token endpoint that answers as told, and tokens without end when nothing is left. */
function start(...answers: TokenOutcome[]) {
  const clock = createVirtualClock();
  const log = createRecordingLog();
  const scopes: string[] = [];
  const endpoint: Pick<TokenClient, 'requestClientCredentials'> = {
    requestClientCredentials: async scope => {
      scopes.push(scope);
      return answers.shift() ?? granted(`gatehouse-secret-${scopes.length}`, 3_600);
    },
  };
  const tokens = new NoticeTokens({ tokens: endpoint as TokenClient, clock, log, probeMs: PROBE_MS });
  return { tokens, clock, log, scopes };
}

function granted(token: string, expiresInSeconds: number): TokenOutcome {
  return {
    type: 'granted',
    tokens: { accessToken: new Secret(token), expiresInSeconds, tokenType: 'bearer' },
    tookMs: 0,
  };
}

function textOf(token: NoticeToken): string {
  return token.type === 'token' ? token.token.reveal() : token.why;
}

test('resolve() asks once for all who wait, with the scope of notices, and keeps the token until a minute before its end', async () => {
  const { tokens, clock, scopes } = start();
  const all = await Promise.all([tokens.resolve(), tokens.resolve(), tokens.resolve()]);
  assert.deepEqual(all.map(textOf), ['gatehouse-secret-1', 'gatehouse-secret-1', 'gatehouse-secret-1']);
  assert.deepEqual(scopes, ['alexa::proactive_events']);
  await clock.advance(3_539_000);
  assert.equal(textOf(await tokens.resolve()), 'gatehouse-secret-1');
  await clock.advance(1_000);
  assert.equal(textOf(await tokens.resolve()), 'gatehouse-secret-2');
});

test('resolve() keeps a token of a short life for half of it', async () => {
  const { tokens, clock, scopes } = start(granted('gatehouse-secret-short', 60));
  await tokens.resolve();
  await clock.advance(29_000);
  await tokens.resolve();
  assert.equal(scopes.length, 1);
  await clock.advance(1_000);
  await tokens.resolve();
  assert.equal(scopes.length, 2);
});

test('replace() asks once for however many were refused with the same token', async () => {
  const { tokens, clock, scopes } = start();
  const first = new Secret(textOf(await tokens.resolve()));
  await clock.advance(60_000);
  const all = await Promise.all([tokens.replace(first), tokens.replace(first), tokens.replace(first)]);
  assert.deepEqual(new Set(all.map(textOf)), new Set(['gatehouse-secret-2']));
  assert.equal(scopes.length, 2);
  const fresh = await tokens.replace(new Secret('gatehouse-secret-2'));
  assert.deepEqual([fresh.type, scopes.length], ['none', 2]);
  assert.match(textOf(fresh), /given a moment ago; set GATEHOUSE_NOTICE_CLIENT_ID/);
});

test('resolve() tells wrong credentials and a missing permission apart, and believes them for a while', async () => {
  for (const [outcome, pattern] of [
    [{ type: 'hold', reason: 'invalid-client', tookMs: 1 }, /does not know the client id.*custom skill itself/],
    [{ type: 'hold', reason: 'unauthorized-client', tookMs: 1 }, /no token of its own/],
    [
      { type: 'dead', reason: 'invalid-scope', tookMs: 1 },
      /list the permission alexa::devices:all:notifications:write in the manifest/,
    ],
    [{ type: 'dead', reason: 'refused', tookMs: 1 }, /refuses the request for a token \(refused\)/],
  ] as const) {
    const { tokens, clock, scopes } = start(outcome);
    const refused = await tokens.resolve();
    assert.match(textOf(refused), pattern);
    assert.equal(refused.type === 'none' && refused.afterMs, PROBE_MS);
    await clock.advance(PROBE_MS - 1);
    assert.equal((await tokens.resolve()).type, 'none');
    assert.equal(scopes.length, 1);
    await clock.advance(1);
    assert.equal((await tokens.resolve()).type, 'token');
  }
});

test('resolve() asks a busy endpoint again soon, or when it said, and logs no secret', async () => {
  const { tokens, clock, log } = start(
    { type: 'again', reason: 'unavailable', tookMs: 1 },
    { type: 'again', reason: 'throttled', afterMs: 5_000, tookMs: 1 },
  );
  const after: unknown[] = [];
  for (let tries = 0; tries < 3; tries++) {
    const token = await tokens.resolve();
    after.push(token.type === 'none' ? token.afterMs : token.type);
    await clock.advance(token.type === 'none' ? token.afterMs : 0);
  }
  assert.deepEqual(after, [1_000, 5_000, 'token']);
  assertNoSecret(log.text());
});

test('resolve() says what to configure when there are no credentials', async () => {
  const clock = createVirtualClock();
  const tokens = new NoticeTokens({ tokens: undefined, clock, log: createRecordingLog(), probeMs: PROBE_MS });
  assert.match(
    textOf(await tokens.resolve()),
    /^No messaging credentials are configured for notices; set GATEHOUSE_NOTICE/,
  );
});
