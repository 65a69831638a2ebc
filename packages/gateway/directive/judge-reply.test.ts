import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { judgeReply, type ReplyJudgement } from './judge-reply.ts';
import type { PostResult } from './post-json.ts';

const answered = (body: unknown, status: number = 200, functionError?: string): PostResult => ({
  type: 'answered',
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  ...(functionError !== undefined && { functionError }),
});
const judge = (result: PostResult): ReplyJudgement => judgeReply(result, 8_000);
const codeOf = (result: PostResult): string | undefined => {
  const judgement = judge(result);
  return judgement.type === 'failed' ? judgement.reason.code : undefined;
};
const event = { event: { header: { namespace: 'Alexa', name: 'Response' }, payload: {} } };

describe('judgeReply()', () => {
  it('takes an event as it is', () => {
    assert.deepEqual(judge(answered(event)), { type: 'replied', kind: 'Response', reply: event });
    assert.equal(judge(answered(event, 201)).type, 'replied');
  });

  it('names each way of giving no answer', () => {
    assert.equal(codeOf({ type: 'aborted' }), 'SKILL_RESPONSE_TIMEOUT_EXCEPTION');
    assert.equal(codeOf({ type: 'too-large', maxBytes: 10 }), 'reply-too-large');
    assert.equal(codeOf({ type: 'unanswered', detail: 'ECONNREFUSED' }), 'skill-unreachable');
    for (const status of [301, 302, 303, 307, 308]) assert.equal(codeOf(answered(event, status)), 'redirect-refused');
    for (const status of [400, 401, 404, 500, 503]) assert.equal(codeOf(answered(event, status)), 'skill-error');
    assert.equal(codeOf(answered({ errorMessage: 'x', errorType: 'Error' }, 200, 'Unhandled')), 'skill-error');
  });

  it('names answers that are no events', () => {
    const bodies = ['', 'null', '<html>', '{"event"', '7', '[]', '{}', '{"event":{}}', '{"errorType":"Error"}'];
    for (const body of bodies) assert.equal(codeOf(answered(body)), 'not-a-reply');
    assert.equal(codeOf(answered({ directive: event.event })), 'not-a-reply');
    const deep = JSON.stringify(event).replace('"payload":{}', `"payload":${'['.repeat(5_000)}${']'.repeat(5_000)}`);
    assert.equal(codeOf(answered(deep)), 'not-a-reply');
  });

  it('never throws and never repeats the body', () => {
    const part = 'some-text-that-may-be-secret';
    fc.assert(
      fc.property(fc.anything(), fc.integer({ min: 100, max: 599 }), (body, status) => {
        const judgement = judge(answered(`${part}${String(JSON.stringify(body))}`, status));
        assert.ok(!JSON.stringify(judgement).includes(part));
      }),
    );
  });

  it('gives rule, source and basis with each reason', () => {
    const judgement = judge({ type: 'aborted' });
    assert.deepEqual(judgement.type === 'failed' && judgement.reason, {
      code: 'SKILL_RESPONSE_TIMEOUT_EXCEPTION',
      message: 'The skill gave no answer within 8000 ms',
      rule: 'directive/SKILL_RESPONSE_TIMEOUT_EXCEPTION',
      source: 'send-events 2019, Event responsiveness; fact sheet 2.3',
      basis: 'documented',
    });
  });
});
