import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeNoticeError, noticeErrorOf, noticeErrorProfiles, noticeErrors } from '@gatehouse/protocol';
import type { Answer } from '../outcome/answer.ts';
import { judgeNoticeAnswer } from './judge-notice-answer.ts';

/** What each row of the table of errors means, by hand from the documents. */
const outcomes: Readonly<Record<keyof typeof noticeErrors, string>> = {
  INVALID_STRING_LENGTH: 'dead',
  INVALID_REQUEST: 'dead',
  INVALID_EXPIRY_TIME: 'dead',
  INVALID_TOKEN: 'refresh',
  TOKEN_NOT_VALID: 'refresh',
  SCOPE_NOT_ALLOWED: 'dead',
  STAGE_NOT_ALLOWED: 'dead',
  EVENT_NOT_PUBLISHED: 'dead',
  NO_ENABLEMENT: 'dead',
  NO_SUBSCRIPTION: 'dead',
  RESOURCE_NOT_FOUND: 'dead',
  DUPLICATE_EVENT: 'duplicate',
  TOO_MANY_REQUESTS: 'again',
  CUSTOMER_LIMIT_EXCEEDED: 'later',
  INTERNAL_ERROR: 'again',
  SERVICE_UNAVAILABLE: 'again',
};

function answered(status: number, retryAfterMs?: number): Answer {
  return { type: 'answered', status, tookMs: 1, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

test('judgeNoticeAnswer() does what the table says for each error in each form', () => {
  for (const { code, status } of Object.values(noticeErrors)) {
    for (const profile of noticeErrorProfiles) {
      const error = noticeErrorOf(status, encodeNoticeError({ code, profile }));
      assert.equal(judgeNoticeAnswer(answered(status), error).type, outcomes[code], `${code} ${profile}`);
    }
  }
});

test('judgeNoticeAnswer() goes by the class of a status that no row is of', () => {
  const expected = { 200: 'accepted', 202: 'accepted', 302: 'again', 403: 'refresh', 408: 'again', 410: 'dead' };
  for (const [status, type] of Object.entries({ ...expected, 418: 'dead', 502: 'again', 599: 'again', 700: 'again' })) {
    const error = noticeErrorOf(Number(status), undefined);
    assert.equal(judgeNoticeAnswer(answered(Number(status)), error).type, type, status);
  }
});

test('judgeNoticeAnswer() keeps what Retry-After said, and takes no answer for another try', () => {
  const limited = judgeNoticeAnswer(answered(429, 5_000), noticeErrors.TOO_MANY_REQUESTS);
  assert.deepEqual(limited, { type: 'again', reason: 'throttled', afterMs: 5_000 });
  assert.deepEqual(judgeNoticeAnswer(answered(432, 9_000), noticeErrors.CUSTOMER_LIMIT_EXCEEDED), {
    type: 'later',
    afterMs: 9_000,
  });
  for (const [reason, meant] of [
    ['timeout', 'timeout'],
    ['reset', 'connection'],
  ] as const) {
    const answer = { type: 'unanswered', reason, detail: '', tookMs: 1 } as const;
    assert.deepEqual(judgeNoticeAnswer(answer, undefined), { type: 'again', reason: meant });
  }
});
