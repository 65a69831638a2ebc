import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type CallJudgement, judgeCall } from './judge-call.ts';
import type { PostResult } from './post-json.ts';

const answered = (body: string, status: number = 200, functionError?: string): PostResult => ({
  ...{ type: 'answered', status, body },
  ...(functionError !== undefined && { functionError }),
});
const judge = (result: PostResult): CallJudgement =>
  judgeCall(result, { timeoutMs: 8_000, allowed: '200 with a word' });
const reasonOf = (result: PostResult): { readonly code: string; readonly message: string } => {
  const judgement = judge(result);
  return judgement.type === 'failed' ? judgement.reason : assert.fail('It was answered');
};

describe('judgeCall()', () => {
  it('takes whatever comes with a status of success', () => {
    for (const status of [200, 201, 204, 299]) {
      assert.deepEqual(judge(answered('x', status)), { type: 'answered', body: 'x' });
    }
    assert.deepEqual(judge(answered('')), { type: 'answered', body: '' });
  });

  it('names each way of giving no answer', () => {
    assert.equal(reasonOf({ type: 'aborted' }).code, 'SKILL_RESPONSE_TIMEOUT_EXCEPTION');
    assert.equal(reasonOf({ type: 'too-large', maxBytes: 10 }).code, 'reply-too-large');
    assert.equal(reasonOf({ type: 'unanswered', detail: 'ECONNREFUSED' }).code, 'skill-unreachable');
    for (const status of [301, 302, 303, 307, 308]) {
      assert.equal(reasonOf(answered('x', status)).code, 'redirect-refused');
    }
    for (const status of [100, 400, 401, 404, 500, 503]) {
      assert.equal(reasonOf(answered('x', status)).code, 'skill-error');
    }
    assert.equal(reasonOf(answered('x', 200, 'Unhandled')).code, 'skill-error');
  });

  it('says what was found and what is allowed', () => {
    assert.equal(reasonOf(answered('x', 500)).message, 'The skill answered 500; allowed is 200 with a word');
    assert.equal(
      reasonOf({ type: 'too-large', maxBytes: 10 }).message,
      "The skill's answer is larger than 10 bytes; allowed is 200 with a word",
    );
  });

  it('never repeats the body in a reason', () => {
    const part = 'some-text-that-may-be-secret';
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 100, max: 599 }), (text, status) => {
        const judgement = judge(answered(`${part}${text}`, status));
        assert.ok(judgement.type === 'answered' || !JSON.stringify(judgement).includes(part));
      }),
    );
  });

  it('gives rule, source and basis with each reason', () => {
    assert.deepEqual(reasonOf({ type: 'aborted' }), {
      code: 'SKILL_RESPONSE_TIMEOUT_EXCEPTION',
      message: 'The skill gave no answer within 8000 ms',
      rule: 'directive/SKILL_RESPONSE_TIMEOUT_EXCEPTION',
      source: 'send-events 2019, Event responsiveness; fact sheet 2.3',
      basis: 'documented',
    });
  });
});
