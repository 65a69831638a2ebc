import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { judgeReply } from './judge-reply.ts';

const codeOf = (body: string): string | undefined => {
  const judgement = judgeReply(body);
  return judgement.type === 'failed' ? judgement.reason.code : undefined;
};
const event = { event: { header: { namespace: 'Alexa', name: 'Response' }, payload: {} } };

describe('judgeReply()', () => {
  it('takes an event as it is', () => {
    assert.deepEqual(judgeReply(JSON.stringify(event)), { type: 'replied', kind: 'Response', reply: event });
  });

  it('names answers that are no events', () => {
    const bodies = ['', 'null', '<html>', '{"event"', '7', '[]', '{}', '{"event":{}}', '{"errorType":"Error"}'];
    for (const body of bodies) assert.equal(codeOf(body), 'not-a-reply');
    assert.equal(codeOf(JSON.stringify({ directive: event.event })), 'not-a-reply');
    const deep = JSON.stringify(event).replace('"payload":{}', `"payload":${'['.repeat(5_000)}${']'.repeat(5_000)}`);
    assert.equal(codeOf(deep), 'not-a-reply');
  });

  it('never throws and never repeats the body', () => {
    const part = 'some-text-that-may-be-secret';
    fc.assert(
      fc.property(fc.anything(), body => {
        const judgement = judgeReply(`${part}${String(JSON.stringify(body))}`);
        assert.ok(!JSON.stringify(judgement).includes(part));
      }),
    );
  });

  it('gives rule, source and basis with the reason', () => {
    const judgement = judgeReply('[]');
    assert.deepEqual(judgement.type === 'failed' && judgement.reason, {
      code: 'not-a-reply',
      message: 'The skill answered JSON without an event; allowed is an object with event.header',
      rule: 'directive/not-a-reply',
      source: 'fact sheet 1 and 2',
      basis: 'documented',
    });
  });
});
