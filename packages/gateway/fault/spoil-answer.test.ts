import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gatewayErrors, memberOf, noticeErrors, textAt, tokenErrors } from '@gatehouse/protocol';
import { codeInProfile } from '../event/profile.ts';
import { createNoticeErrorForm, type ErrorForm, gatewayErrorForm, tokenErrorForm } from './error-form.ts';
import type { FaultAction } from './fault.ts';
import { type SpoilContext, type SpoiltAnswer, spoilAnswer } from './spoil-answer.ts';

const noticeErrorForm = createNoticeErrorForm('page');

function spoil(
  action: FaultAction,
  form: ErrorForm = gatewayErrorForm,
  more: Partial<SpoilContext> = {},
): SpoiltAnswer {
  return spoilAnswer(action, { form, codeInProfile: code => code, createMessageId: () => 'id-1', ...more });
}

describe('spoilAnswer() by status', () => {
  const documented: readonly (readonly [ErrorForm, number, string])[] = [
    [gatewayErrorForm, 400, 'INVALID_REQUEST_EXCEPTION'],
    [gatewayErrorForm, 401, 'INVALID_ACCESS_TOKEN_EXCEPTION'],
    [gatewayErrorForm, 403, 'SKILL_NEVER_ENABLED_EXCEPTION'],
    [gatewayErrorForm, 404, 'SKILL_NOT_FOUND_EXCEPTION'],
    [gatewayErrorForm, 413, 'REQUEST_ENTITY_TOO_LARGE_EXCEPTION'],
    [gatewayErrorForm, 429, 'THROTTLING_EXCEPTION'],
    [gatewayErrorForm, 500, 'INTERNAL_SERVICE_EXCEPTION'],
    [gatewayErrorForm, 503, 'SERVICE_UNAVAILABLE_EXCEPTION'],
    [tokenErrorForm, 400, 'invalid_request'],
    [tokenErrorForm, 401, 'invalid_client'],
    [tokenErrorForm, 500, 'server_error'],
    [noticeErrorForm, 400, 'INVALID_STRING_LENGTH'],
    [noticeErrorForm, 432, 'CUSTOMER_LIMIT_EXCEEDED'],
  ];
  for (const [form, status, code] of documented) {
    it(`brings ${code} with ${status}`, () => {
      const { answer, code: named } = spoil({ status }, form);
      assert.deepEqual([answer.status, named], [status, code]);
      const words = [
        textAt(answer.body, ['payload', 'code']),
        memberOf(answer.body, 'error'),
        memberOf(answer.body, 'code'),
      ];
      assert.ok(words.includes(code));
    });
  }

  it('brings SKILL_DISABLED_EXCEPTION with 403 by the 2019 edition', () => {
    const { code } = spoil({ status: 403 }, gatewayErrorForm, {
      codeInProfile: () => codeInProfile('SKILL_NEVER_ENABLED_EXCEPTION', '2019'),
    });
    assert.equal(code, 'SKILL_DISABLED_EXCEPTION');
  });

  it('brings a plain body where no code is documented, and none where there is never one', () => {
    const teapot = spoil({ status: 418 });
    assert.deepEqual([teapot.code, teapot.answer.body], [undefined, "I'm a Teapot"]);
    assert.equal(teapot.answer.headers?.['content-type'], 'text/plain');
    assert.equal(spoil({ status: 200 }).answer.body, 'OK');
    assert.equal(spoil({ status: 202 }).answer.body, undefined);
    assert.equal(spoil({ status: 599 }).answer.body, '599');
    assert.equal(spoil({ status: 503 }, tokenErrorForm).answer.body, 'Service Unavailable');
  });
});

describe('spoilAnswer() by code', () => {
  it('brings the documented status of every code of the three tables', () => {
    for (const { code, status } of Object.values(gatewayErrors)) {
      assert.deepEqual([spoil({ code }).answer.status, spoil({ code }).code], [status, code]);
    }
    for (const { error, status } of Object.values(tokenErrors)) {
      const { answer } = spoil({ code: error }, tokenErrorForm);
      assert.deepEqual([answer.status, memberOf(answer.body, 'error')], [status, error]);
    }
    for (const { code, status } of Object.values(noticeErrors)) {
      const { answer } = spoil({ code }, noticeErrorForm);
      assert.deepEqual([answer.status, memberOf(answer.body, 'code')], [status, code]);
    }
  });

  it('words a code that is not the path’s own in the form of the path', () => {
    const strange = spoil({ code: 'NEW_EXCEPTION' });
    assert.deepEqual([strange.answer.status, textAt(strange.answer.body, ['payload', 'code'])], [500, 'NEW_EXCEPTION']);
    const crossed = spoil({ code: 'THROTTLING_EXCEPTION' }, tokenErrorForm);
    assert.deepEqual([crossed.answer.status, memberOf(crossed.answer.body, 'error')], [429, 'THROTTLING_EXCEPTION']);
    assert.equal(memberOf(spoil({ code: 'x' }, noticeErrorForm).answer.body, 'code'), 'x');
  });

  it('words notices in the form that is configured', () => {
    const [client, old] = (['client', '2019'] as const).map(createNoticeErrorForm);
    assert.deepEqual(spoil({ status: 432 }, client).answer.body, {
      message: noticeErrors.CUSTOMER_LIMIT_EXCEEDED.message,
      code: 432,
    });
    assert.deepEqual(spoil({ status: 403 }, old).answer.body, {
      type: 'Forbidden',
      message: noticeErrors.NO_SUBSCRIPTION.message,
    });
    assert.deepEqual(memberOf(spoil({ code: 'x' }, old).answer.body, 'type'), 'x');
  });

  it('keeps a status that is given beside it', () => {
    const { answer } = spoil({ status: 200, code: 'THROTTLING_EXCEPTION' });
    assert.deepEqual([answer.status, textAt(answer.body, ['payload', 'code'])], [200, 'THROTTLING_EXCEPTION']);
  });
});

describe('spoilAnswer() by body and headers', () => {
  it('sends text as it is and anything else as JSON', () => {
    assert.equal(spoil({ status: 502, body: '<html>' }).answer.body, '<html>');
    assert.deepEqual(spoil({ body: { a: 1 } }).answer, { status: 500, body: { a: 1 }, headers: {} });
    assert.equal(spoil({ body: null }).answer.body, 'null');
    assert.equal(spoil({ status: 503, body: '' }).code, undefined);
  });

  it('replaces headers, whatever their case', () => {
    const { headers } = spoil({ status: 418, contentType: 'text/html', headers: { 'Retry-After': '2' } }).answer;
    assert.deepEqual(headers, { 'content-type': 'text/html', 'retry-after': '2' });
  });
});

describe('spoilAnswer() of a handled request', () => {
  const handled = { status: 202, headers: { a: 'b' } };

  it('keeps the answer that it got, when only its sending is spoilt', () => {
    for (const action of [{ delayMs: 5 }, { cut: 'before', handle: true }] as const) {
      const { answer } = spoil(action, gatewayErrorForm, { handled });
      assert.deepEqual([answer.status, answer.body, answer.headers], [202, undefined, { a: 'b' }]);
    }
  });

  it('keeps its status under another body, and takes another status', () => {
    assert.equal(spoil({ body: 'x', handle: true }, gatewayErrorForm, { handled }).answer.status, 202);
    assert.equal(
      spoil({ status: 500, handle: true }, gatewayErrorForm, { handled }).code,
      'INTERNAL_SERVICE_EXCEPTION',
    );
  });
});
