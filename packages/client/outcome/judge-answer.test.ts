import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatewayErrors } from '@gatehouse/protocol';
import fc from 'fast-check';
import type { Answer, UnansweredReason } from './answer.ts';
import { judgeEventAnswer } from './judge-answer.ts';
import type { Outcome } from './outcome.ts';

const types = ['accepted', 'again', 'refresh', 'relocate', 'park', 'hold', 'split', 'dead'];

/** The table of the send-events reference: what each row asks of a sender. */
const documented: readonly (readonly [status: number, code: string, outcome: Outcome])[] = [
  [400, 'INVALID_REQUEST_EXCEPTION', { type: 'dead', reason: 'invalid-request' }],
  [401, 'INVALID_ACCESS_TOKEN_EXCEPTION', { type: 'refresh' }],
  [403, 'SKILL_DISABLED_EXCEPTION', { type: 'relocate', reason: 'disabled' }],
  [403, 'SKILL_NEVER_ENABLED_EXCEPTION', { type: 'relocate', reason: 'disabled' }],
  [403, 'INSUFFICIENT_PERMISSION_EXCEPTION', { type: 'hold', reason: 'insufficient-permission' }],
  [404, 'ACCOUNT_NOT_FOUND_EXCEPTION', { type: 'park', reason: 'account-not-found' }],
  [404, 'SKILL_NOT_FOUND_EXCEPTION', { type: 'park', reason: 'stage-changed' }],
  [413, 'REQUEST_ENTITY_TOO_LARGE_EXCEPTION', { type: 'split' }],
  [429, 'THROTTLING_EXCEPTION', { type: 'again', reason: 'throttled' }],
  [500, 'INTERNAL_SERVICE_EXCEPTION', { type: 'again', reason: 'server-error' }],
  [503, 'SERVICE_UNAVAILABLE_EXCEPTION', { type: 'again', reason: 'unavailable' }],
];

function answered(status: number, rest: { code?: string; retryAfterMs?: number } = {}): Answer {
  return { type: 'answered', status, tookMs: 1, ...rest };
}

test('judgeEventAnswer() knows every code of the error table', () => {
  assert.deepEqual(documented.map(([, code]) => code).sort(), Object.keys(gatewayErrors).sort());
});

for (const [status, code, outcome] of documented) {
  test(`judgeEventAnswer() judges ${status} ${code} by its code`, () => {
    assert.deepEqual(judgeEventAnswer(answered(status, { code })), outcome);
  });

  test(`judgeEventAnswer() lets ${code} decide when the status says something else`, () => {
    for (const other of [302, 400, 401, 403, 404, 413, 418, 429, 500, 503, 599]) {
      assert.deepEqual(judgeEventAnswer(answered(other, { code })), outcome);
    }
  });
}

test('judgeEventAnswer() goes by the status when the code is missing or unknown', () => {
  const table: readonly (readonly [status: number, outcome: Outcome])[] = [
    [400, { type: 'dead', reason: 'invalid-request' }],
    [401, { type: 'refresh' }],
    [403, { type: 'relocate', reason: 'disabled' }],
    [404, { type: 'dead', reason: 'refused' }],
    [405, { type: 'dead', reason: 'refused' }],
    [408, { type: 'again', reason: 'timeout' }],
    [413, { type: 'split' }],
    [418, { type: 'dead', reason: 'refused' }],
    [429, { type: 'again', reason: 'throttled' }],
    [432, { type: 'dead', reason: 'refused' }],
    [500, { type: 'again', reason: 'server-error' }],
    [502, { type: 'again', reason: 'unavailable' }],
    [503, { type: 'again', reason: 'unavailable' }],
    [504, { type: 'again', reason: 'timeout' }],
    [520, { type: 'again', reason: 'server-error' }],
    [301, { type: 'again', reason: 'unknown-status' }],
    [307, { type: 'again', reason: 'unknown-status' }],
    [777, { type: 'again', reason: 'unknown-status' }],
  ];
  for (const [status, outcome] of table) {
    assert.deepEqual(judgeEventAnswer(answered(status)), outcome, String(status));
    assert.deepEqual(judgeEventAnswer(answered(status, { code: 'SOMETHING_NEW_EXCEPTION' })), outcome, String(status));
  }
});

test('judgeEventAnswer() accepts every 2xx when the body says otherwise too', () => {
  for (const status of [200, 201, 202, 204, 206]) {
    assert.deepEqual(judgeEventAnswer(answered(status)), { type: 'accepted' });
    assert.deepEqual(judgeEventAnswer(answered(status, { code: 'THROTTLING_EXCEPTION' })), { type: 'accepted' });
  }
});

test('judgeEventAnswer() passes Retry-After on when the message may be sent again, and only then', () => {
  const retryAfterMs = 7000;
  assert.deepEqual(judgeEventAnswer(answered(429, { retryAfterMs })), {
    type: 'again',
    reason: 'throttled',
    afterMs: 7000,
  });
  assert.deepEqual(judgeEventAnswer(answered(503, { retryAfterMs: 0 })), {
    type: 'again',
    reason: 'unavailable',
    afterMs: 0,
  });
  assert.deepEqual(judgeEventAnswer(answered(413, { retryAfterMs })), { type: 'split' });
  assert.deepEqual(judgeEventAnswer(answered(202, { retryAfterMs })), { type: 'accepted' });
});

test('judgeEventAnswer() says again when no answer came', () => {
  const reasons: readonly UnansweredReason[] = ['reset', 'refused', 'dns', 'tls', 'aborted', 'other'];
  for (const reason of reasons) {
    const outcome = judgeEventAnswer({ type: 'unanswered', reason, detail: '', tookMs: 0 });
    assert.deepEqual(outcome, { type: 'again', reason: 'connection' });
  }
  const late = judgeEventAnswer({ type: 'unanswered', reason: 'timeout', detail: '', tookMs: 0 });
  assert.deepEqual(late, { type: 'again', reason: 'timeout' });
});

test('judgeEventAnswer() has an outcome for any status and any code', () => {
  const codes = fc.option(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString')));
  fc.assert(
    fc.property(fc.oneof(fc.integer(), fc.double()), codes, (status, code) => {
      const outcome = judgeEventAnswer(answered(status, code === null ? {} : { code }));
      assert.ok(types.includes(outcome.type));
    }),
  );
});
