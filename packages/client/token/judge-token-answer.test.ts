import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tokenErrors } from '@gatehouse/protocol';
import fc from 'fast-check';
import type { Answer } from '../outcome/answer.ts';
import { Secret } from '../platform/secret.ts';
import { judgeTokenAnswer } from './judge-token-answer.ts';
import type { Tokens } from './token-outcome.ts';

const tokens: Tokens = { accessToken: new Secret('gatehouse-secret-1'), expiresInSeconds: 3600, tokenType: 'bearer' };

function answered(status: number, code?: string): Answer {
  return { type: 'answered', status, tookMs: 1, ...(code === undefined ? {} : { code }) };
}

const documented = [
  [400, 'invalid_request', { type: 'dead', reason: 'invalid-request' }],
  [400, 'invalid_grant', { type: 'lost', reason: 'invalid-grant' }],
  [400, 'invalid_scope', { type: 'dead', reason: 'invalid-scope' }],
  [401, 'invalid_client', { type: 'hold', reason: 'invalid-client' }],
  [400, 'unauthorized_client', { type: 'hold', reason: 'unauthorized-client' }],
  [400, 'unsupported_grant_type', { type: 'dead', reason: 'unsupported-grant-type' }],
  [500, 'server_error', { type: 'again', reason: 'server-error' }],
] as const;

test('judgeTokenAnswer() knows every error of the table', () => {
  assert.deepEqual(documented.map(([, error]) => error).sort(), Object.keys(tokenErrors).sort());
});

for (const [status, error, expected] of documented) {
  test(`judgeTokenAnswer() judges ${status} ${error}`, () => {
    assert.deepEqual(judgeTokenAnswer(answered(status, error), undefined), { ...expected, tookMs: 1 });
  });
}

test('judgeTokenAnswer() lets the error decide over the status of a refusal', () => {
  for (const [, error, expected] of documented) {
    for (const status of [400, 401, 403, 404]) {
      assert.deepEqual(judgeTokenAnswer(answered(status, error), undefined), { ...expected, tookMs: 1 });
    }
  }
});

test('judgeTokenAnswer() knows the other spellings of an error', () => {
  const spellings = ['servererror', 'ServerError', 'server_error'];
  for (const spelling of spellings) {
    const outcome = judgeTokenAnswer(answered(400, spelling), undefined);
    assert.deepEqual(outcome, { type: 'again', reason: 'server-error', tookMs: 1 });
  }
});

test('judgeTokenAnswer() leaves the grant alone when the endpoint is down or busy, whatever error it writes', () => {
  const statuses = [
    [408, 'timeout'],
    [429, 'throttled'],
    [500, 'server-error'],
    [503, 'unavailable'],
    [302, 'unknown-status'],
  ] as const;
  for (const [status, reason] of statuses) {
    for (const error of [undefined, 'invalid_grant', 'invalid_client']) {
      assert.deepEqual(judgeTokenAnswer(answered(status, error), undefined), { type: 'again', reason, tookMs: 1 });
    }
  }
});

test('judgeTokenAnswer() goes by the status when a refusal has no known error', () => {
  const table = [
    [400, { type: 'dead', reason: 'refused' }],
    [401, { type: 'hold', reason: 'invalid-client' }],
    [403, { type: 'dead', reason: 'refused' }],
    [404, { type: 'dead', reason: 'refused' }],
  ] as const;
  for (const [status, expected] of table) {
    for (const error of [undefined, '', 'something_new', '__proto__']) {
      assert.deepEqual(judgeTokenAnswer(answered(status, error), undefined), { ...expected, tookMs: 1 });
    }
  }
});

test('judgeTokenAnswer() grants when a 2xx has tokens, and says again when it has none', () => {
  assert.deepEqual(judgeTokenAnswer(answered(200), tokens), { type: 'granted', tokens, tookMs: 1 });
  assert.deepEqual(judgeTokenAnswer(answered(200, 'invalid_grant'), undefined), {
    type: 'again',
    reason: 'malformed-answer',
    tookMs: 1,
  });
});

test('judgeTokenAnswer() passes Retry-After and the description on', () => {
  const answer: Answer = { type: 'answered', status: 503, description: 'Later', retryAfterMs: 2000, tookMs: 1 };
  assert.deepEqual(judgeTokenAnswer(answer, undefined), {
    type: 'again',
    reason: 'unavailable',
    afterMs: 2000,
    description: 'Later',
    tookMs: 1,
  });
});

test('judgeTokenAnswer() says again when no answer came, with the reason of the network', () => {
  for (const reason of ['timeout', 'reset', 'refused', 'dns', 'tls', 'aborted', 'other'] as const) {
    const outcome = judgeTokenAnswer({ type: 'unanswered', reason, detail: 'No luck', tookMs: 3 }, undefined);
    const expected = reason === 'timeout' ? 'timeout' : 'connection';
    assert.deepEqual(outcome, { type: 'again', reason: expected, description: 'No luck', tookMs: 3 });
  }
});

test('judgeTokenAnswer() never calls a grant lost without invalid_grant', () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 999 }), fc.string(), (status, error) => {
      const outcome = judgeTokenAnswer(answered(status, error), undefined);
      assert.ok(outcome.type !== 'lost' || error.toLowerCase().replaceAll(/[_-]/g, '') === 'invalidgrant');
      assert.notEqual(outcome.type, 'granted');
    }),
  );
});
