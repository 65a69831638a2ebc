import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deferredResponse, errorResponse, response } from '@gatehouse/protocol';
import { judgeHandlerAnswer } from './judge-handler-answer.ts';

const replies = [
  response({ messageId: 'm-1', correlationToken: 't', endpointId: 'e', properties: [] }),
  deferredResponse({ messageId: 'm-1', correlationToken: 't', estimatedDeferralInSeconds: 5 }),
  errorResponse({ messageId: 'm-1', correlationToken: 't', endpointId: 'e', type: 'ENDPOINT_BUSY', message: 'Busy' }),
];

for (const reply of replies) {
  test(`judgeHandlerAnswer() takes ${reply.event.header.name} as the reply`, () => {
    const answer = { type: 'answered', status: 200, text: JSON.stringify(reply) } as const;
    assert.deepEqual(judgeHandlerAnswer(answer), { type: 'reply', event: reply });
  });
}

for (const reason of ['timeout', 'refused', 'reset', 'dns']) {
  test(`judgeHandlerAnswer() finds the endpoint unreachable when the answer is missing for ${reason}`, () => {
    const verdict = judgeHandlerAnswer({ type: 'unanswered', reason, detail: 'at 10.0.0.1' });
    assert.equal(verdict.type === 'failed' && verdict.error, 'ENDPOINT_UNREACHABLE');
  });
}

const useless: readonly (readonly [number, string])[] = [
  [500, 'Internal Server Error'],
  [404, '{}'],
  [302, ''],
  [200, ''],
  [200, '<html>'],
  [200, '[]'],
  [200, 'null'],
  [200, '{"event":{}}'],
  [200, '{"event":{"header":{"namespace":"Alexa","name":"Response"}}}'],
  [200, '{"event":{"header":{"namespace":"Alexa","name":"Response"},"payload":[]}}'],
  [200, '{"directive":{"header":{"namespace":"Alexa","name":"X"},"payload":{}},"event":{"header":{},"payload":{}}}'],
];

for (const [status, text] of useless) {
  test(`judgeHandlerAnswer() blames the handler when it answers ${status} with ${JSON.stringify(text)}`, () => {
    const verdict = judgeHandlerAnswer({ type: 'answered', status, text });
    assert.equal(verdict.type === 'failed' && verdict.error, 'INTERNAL_ERROR');
  });
}

for (const status of [401, 403]) {
  test(`judgeHandlerAnswer() names the key when the handler answers ${status}`, () => {
    const verdict = judgeHandlerAnswer({ type: 'answered', status, text: '' });
    assert.equal(verdict.type === 'failed' && verdict.error, 'INTERNAL_ERROR');
    assert.match(
      verdict.type === 'failed' ? verdict.reason : '',
      /refused the relay with HTTP status 40[13]; .* relay\.handlerKey$/,
    );
  });
}

test('judgeHandlerAnswer() repeats nothing of what the handler wrote', () => {
  const verdict = judgeHandlerAnswer({ type: 'answered', status: 200, text: 'password: hunter2' });
  assert.doesNotMatch(JSON.stringify(verdict), /hunter2/);
});
