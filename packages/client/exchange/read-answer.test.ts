import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Secret } from '../platform/secret.ts';
import { readAnswer } from './read-answer.ts';

const now = Date.UTC(2026, 0, 2, 3, 4, 5);

test('readAnswer() keeps status, code, description, wait and duration', () => {
  const exchange = { type: 'answered', status: 429, retryAfter: '3', text: '', tookMs: 12 } as const;
  const said = { code: 'THROTTLING_EXCEPTION', description: 'Too many requests received. Throttling.' };
  assert.deepEqual(readAnswer(exchange, { now, secrets: [], said }), {
    type: 'answered',
    status: 429,
    ...said,
    retryAfterMs: 3000,
    tookMs: 12,
  });
});

test('readAnswer() leaves out what was not said or not readable', () => {
  const exchange = { type: 'answered', status: 500, retryAfter: 'soon', text: '', tookMs: 12 } as const;
  const said = { code: '', description: undefined };
  const answer = readAnswer(exchange, { now, secrets: [], said });
  assert.deepEqual(answer, { type: 'answered', status: 500, tookMs: 12 });
});

test('readAnswer() frees code and description of the secrets of the request', () => {
  const secret = new Secret('gatehouse-secret-token');
  const exchange = { type: 'answered', status: 400, text: '', tookMs: 1 } as const;
  const said = { code: 'E_gatehouse-secret-token', description: 'Bad token gatehouse-secret-token' };
  const answer = readAnswer(exchange, { now, secrets: [secret], said });
  assert.deepEqual(answer, {
    type: 'answered',
    status: 400,
    code: 'E_[secret]',
    description: 'Bad token [secret]',
    tookMs: 1,
  });
});

test('readAnswer() passes on that no answer came', () => {
  const exchange = { type: 'unanswered', reason: 'reset', detail: 'The connection ended', tookMs: 5 } as const;
  assert.deepEqual(readAnswer(exchange, { now, secrets: [], said: {} }), exchange);
});
