import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeNoticeAnswer, type NoticeResult } from '@gatehouse/client';
import {
  encodeNoticeError,
  type NoticeErrorCode,
  noticeErrorOf,
  noticeErrorProfiles,
  noticeErrors,
} from '@gatehouse/protocol';
import fc from 'fast-check';
import { deliveryDefaults } from '../config/delivery-config.ts';
import { noticeDefaults } from '../config/notice-config.ts';
import { judgeNotice, judgeNoticeToken, type NoticeHistory, type NoticeVerdict } from './judge-notice.ts';

const NOW = 1_767_225_600_000;
const HOUR = 3_600_000;
const rules = { delivery: deliveryDefaults, notices: noticeDefaults };
const history: NoticeHistory = { failures: 0, expiresAt: NOW + 12 * HOUR, refreshed: false, now: NOW, chance: 0 };

/** What each reason of Alexa comes to for a notice, first and after a fresh token: by hand from the documents. */
const verdicts: Readonly<Record<NoticeErrorCode, readonly [string, string]>> = {
  INVALID_STRING_LENGTH: ['dead', 'dead'],
  INVALID_REQUEST: ['dead', 'dead'],
  INVALID_EXPIRY_TIME: ['dead', 'dead'],
  INVALID_TOKEN: ['refresh', 'again'],
  TOKEN_NOT_VALID: ['refresh', 'again'],
  SCOPE_NOT_ALLOWED: ['dead', 'dead'],
  STAGE_NOT_ALLOWED: ['dead', 'dead'],
  EVENT_NOT_PUBLISHED: ['dead', 'dead'],
  NO_ENABLEMENT: ['dead', 'dead'],
  NO_SUBSCRIPTION: ['dead', 'dead'],
  RESOURCE_NOT_FOUND: ['dead', 'dead'],
  DUPLICATE_EVENT: ['delivered', 'delivered'],
  TOO_MANY_REQUESTS: ['again', 'again'],
  CUSTOMER_LIMIT_EXCEEDED: ['again', 'again'],
  INTERNAL_ERROR: ['again', 'again'],
  SERVICE_UNAVAILABLE: ['again', 'again'],
};

function resultOf(status: number, body: unknown, retryAfterMs?: number): NoticeResult {
  const error = status < 300 ? undefined : noticeErrorOf(status, body);
  const answer = {
    type: 'answered',
    status,
    tookMs: 1,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  } as const;
  return { answer, outcome: judgeNoticeAnswer(answer, error), ...(error === undefined ? {} : { error }) };
}

function waitOf(verdict: NoticeVerdict): number {
  return 'wait' in verdict && verdict.wait !== undefined ? verdict.wait.dueAt - NOW : 0;
}

test('judgeNotice() does what the documents say for each reason, in each form, before and after a fresh token', () => {
  for (const { code, status, remedy } of Object.values(noticeErrors)) {
    for (const profile of noticeErrorProfiles) {
      const result = resultOf(status, encodeNoticeError({ code, profile }));
      for (const [index, refreshed] of [false, true].entries()) {
        const verdict = judgeNotice(result, { ...history, refreshed }, rules);
        assert.equal(verdict.type, verdicts[code][index], `${code} ${profile} ${refreshed}`);
        if (verdict.type === 'dead') assert.ok(verdict.why.includes(remedy), verdict.why);
      }
    }
  }
});

test('judgeNotice() takes any 2xx for delivered, and no answer for another try', () => {
  for (const status of [200, 202, 204])
    assert.equal(judgeNotice(resultOf(status, undefined), history, rules).type, 'delivered');
  const answer = { type: 'unanswered', reason: 'timeout', detail: '', tookMs: 9 } as const;
  const silent = { answer, outcome: judgeNoticeAnswer(answer, undefined) };
  assert.equal(judgeNotice(silent, history, rules).type, 'again');
});

test('judgeNotice() tries once more after a 403 of no known reason, then gives up', () => {
  const result = resultOf(403, { message: 'No' });
  assert.equal(judgeNotice(result, history, rules).type, 'refresh');
  assert.equal(judgeNotice(result, { ...history, refreshed: true }, rules).type, 'dead');
});

test('judgeNotice() waits as long as Retry-After says, and long after the limit of a customer', () => {
  assert.equal(waitOf(judgeNotice(resultOf(429, undefined), history, rules)), 1_000);
  assert.equal(waitOf(judgeNotice(resultOf(429, undefined, 7_000), history, rules)), 7_000);
  assert.equal(waitOf(judgeNotice(resultOf(429, undefined), { ...history, failures: 3 }, rules)), 8_000);
  assert.equal(waitOf(judgeNotice(resultOf(432, undefined), history, rules)), HOUR);
  assert.equal(waitOf(judgeNotice(resultOf(432, undefined), { ...history, chance: 1 }, rules)), 1.25 * HOUR);
  assert.equal(waitOf(judgeNotice(resultOf(432, undefined, 2 * HOUR), history, rules)), 2 * HOUR);
});

test('judgeNotice() lets a notice expire whose time is over before it may be sent again, and the lane waits', () => {
  const verdict = judgeNotice(resultOf(432, undefined), { ...history, expiresAt: NOW + HOUR }, rules);
  assert.deepEqual([verdict.type, waitOf(verdict)], ['expired', HOUR]);
});

test('judgeNoticeToken() keeps a notice waiting with the reason, at least as long as asked', () => {
  const verdict = judgeNoticeToken({ why: 'Wrong secret', afterMs: 60_000 }, history, rules);
  assert.equal(verdict.type, 'again');
  assert.match(verdict.why, /^Wrong secret; sent again not before /);
  assert.equal(waitOf(verdict), 60_000);
});

test('judgeNotice() never waits into the past, and counts one failure more, whatever comes', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 100, max: 700 }),
      fc.nat(40),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (status, failures, chance) => {
        const verdict = judgeNotice(resultOf(status, { message: 'x' }), { ...history, failures, chance }, rules);
        if (!('wait' in verdict) || verdict.wait === undefined) return;
        assert.ok(verdict.wait.dueAt >= NOW + deliveryDefaults.firstDelayMs);
        assert.equal(verdict.wait.failures, failures + 1);
      },
    ),
  );
});
