import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeAnswer } from './describe-answer.ts';

describe('describeAnswer()', () => {
  it('names status and code', () => {
    const answer = { type: 'answered', status: 429, code: 'THROTTLING_EXCEPTION', tookMs: 1 } as const;
    assert.equal(describeAnswer(answer), 'The gateway answered 429 THROTTLING_EXCEPTION');
  });

  it('leaves out a code that is no word, and every description', () => {
    const answer = { type: 'answered', status: 400, code: 'Atza|x y', description: 'long text', tookMs: 1 } as const;
    assert.equal(describeAnswer(answer), 'The gateway answered 400');
  });

  it('says what kept the answer away', () => {
    const answer = { type: 'unanswered', reason: 'dns', detail: 'ENOTFOUND', tookMs: 1 } as const;
    assert.equal(describeAnswer(answer), "The gateway's name could not be resolved");
  });
});
