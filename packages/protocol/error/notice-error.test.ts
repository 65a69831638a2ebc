import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type NoticeErrorCode, noticeErrors } from './notice-error.ts';
import { encodeNoticeError, noticeErrorOf, noticeErrorProfiles, parseNoticeError } from './notice-error-body.ts';

const rows = Object.values(noticeErrors);

describe('noticeErrors', () => {
  it('has the documented statuses and no other, each row under its code', () => {
    assert.deepEqual(
      [...new Set(rows.map(({ status }) => status))].sort(),
      [400, 401, 403, 404, 409, 429, 432, 500, 503],
    );
    for (const [code, row] of Object.entries(noticeErrors)) assert.equal(row.code, code);
  });

  it('tells to wait where the documents tell to back off, and to refresh where the token is bad', () => {
    const retries = Object.fromEntries(rows.map(({ code, retry }) => [code, retry]));
    const expected: Partial<Record<NoticeErrorCode, string>> = {
      INVALID_TOKEN: 'with-fresh-token',
      TOKEN_NOT_VALID: 'with-fresh-token',
      TOO_MANY_REQUESTS: 'later',
      CUSTOMER_LIMIT_EXCEEDED: 'much-later',
      INTERNAL_ERROR: 'later',
      SERVICE_UNAVAILABLE: 'later',
    };
    assert.deepEqual(Object.fromEntries(Object.entries(retries).filter(([, retry]) => retry !== 'never')), expected);
  });
});

describe('encodeNoticeError()', () => {
  it('writes the example of the page', () => {
    assert.deepEqual(encodeNoticeError({ code: 'INVALID_STRING_LENGTH', profile: 'page' }), {
      message: 'The property is outside the allowed range.',
      code: 'INVALID_STRING_LENGTH',
    });
  });

  it('writes a number for the clients that expect one, and the form of 2019', () => {
    const code = 'NO_SUBSCRIPTION';
    assert.deepEqual(encodeNoticeError({ code, profile: 'client', message: 'm' }), { message: 'm', code: 403 });
    assert.deepEqual(encodeNoticeError({ code, profile: '2019', message: 'm' }), { type: 'Forbidden', message: 'm' });
  });
});

describe('noticeErrorOf()', () => {
  it('finds the row again from the body in the form of the page', () => {
    for (const row of rows) {
      assert.equal(noticeErrorOf(row.status, encodeNoticeError({ code: row.code, profile: 'page' })), row);
    }
  });

  it('finds the row of each reason of a 403 by its sentence where the body has no code', () => {
    for (const profile of noticeErrorProfiles) {
      for (const row of rows.filter(({ status }) => status === 403)) {
        assert.equal(noticeErrorOf(row.status, encodeNoticeError({ code: row.code, profile })), row, profile);
      }
    }
  });

  it('understands the sentences that were seen', () => {
    const seen = (status: number, message: string): string | undefined =>
      noticeErrorOf(status, { type: 'any', message })?.code;
    assert.equal(seen(403, 'No enablement for clientId: c, userId: u'), 'NO_ENABLEMENT');
    assert.equal(seen(403, 'No subscription found for stage=live, skillId=s, topicId=t'), 'NO_SUBSCRIPTION');
    assert.equal(seen(403, 'Token in the request is not valid or expired'), 'TOKEN_NOT_VALID');
    assert.equal(seen(400, 'Violations for metadata: [expiryTime should be at least …]'), 'INVALID_EXPIRY_TIME');
  });

  it('knows nothing of another status, nor of a 403 without words', () => {
    assert.equal(noticeErrorOf(418, { code: 'INVALID_REQUEST' }), undefined);
    assert.equal(noticeErrorOf(403, {}), undefined);
  });

  it('never throws, and never answers a row of another status', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rows.map(({ status }) => status)), fc.jsonValue(), (status, body) => {
        const found = noticeErrorOf(status, body);
        assert.ok(found === undefined || found.status === status);
      }),
    );
  });
});

describe('parseNoticeError()', () => {
  it('reads all forms, and leaves out what is not there', () => {
    assert.deepEqual(parseNoticeError({ message: 'm', code: 7 }), { message: 'm', code: '7' });
    assert.deepEqual(parseNoticeError({ type: 't', message: 'm' }), { type: 't', message: 'm' });
    assert.deepEqual(parseNoticeError([]), {});
  });
});
