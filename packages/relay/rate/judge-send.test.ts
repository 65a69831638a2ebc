import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Answer, judgeEventAnswer } from '@gatehouse/client';
import { type GatewayErrorCode, gatewayErrors } from '@gatehouse/protocol';
import { judgeSend, type SendWord } from './judge-send.ts';

/** What each documented refusal says of the gateway itself: 429 throttles, 5xx is its own trouble, the rest is somebody's. */
const byCode: Readonly<Record<GatewayErrorCode, SendWord>> = {
  INVALID_REQUEST_EXCEPTION: 'answered',
  INVALID_ACCESS_TOKEN_EXCEPTION: 'answered',
  SKILL_NEVER_ENABLED_EXCEPTION: 'answered',
  SKILL_DISABLED_EXCEPTION: 'answered',
  INSUFFICIENT_PERMISSION_EXCEPTION: 'answered',
  ACCOUNT_NOT_FOUND_EXCEPTION: 'answered',
  SKILL_NOT_FOUND_EXCEPTION: 'answered',
  REQUEST_ENTITY_TOO_LARGE_EXCEPTION: 'answered',
  THROTTLING_EXCEPTION: 'throttled',
  INTERNAL_SERVICE_EXCEPTION: 'failed',
  SERVICE_UNAVAILABLE_EXCEPTION: 'failed',
};

const byStatus: readonly (readonly [status: number, word: SendWord])[] = [
  [200, 'accepted'],
  [202, 'accepted'],
  [204, 'accepted'],
  [302, 'failed'],
  [400, 'answered'],
  [401, 'answered'],
  [403, 'answered'],
  [404, 'answered'],
  [408, 'failed'],
  [413, 'answered'],
  [429, 'throttled'],
  [500, 'failed'],
  [502, 'failed'],
  [503, 'failed'],
  [504, 'failed'],
  [777, 'failed'],
];

function wordOf(answer: Answer): SendWord {
  return judgeSend({ answer, outcome: judgeEventAnswer(answer) });
}

describe('judgeSend()', () => {
  for (const { code, status } of Object.values(gatewayErrors)) {
    it(`says ${byCode[code]} of ${status} ${code}`, () => {
      assert.equal(wordOf({ type: 'answered', status, code, tookMs: 1 }), byCode[code]);
    });
  }

  for (const [status, word] of byStatus) {
    it(`says ${word} of ${status} without a code`, () => {
      assert.equal(wordOf({ type: 'answered', status, tookMs: 1 }), word);
    });
  }

  for (const reason of ['timeout', 'reset', 'refused', 'dns', 'tls', 'other'] as const) {
    it(`says failed when no answer comes: ${reason}`, () => {
      assert.equal(wordOf({ type: 'unanswered', reason, detail: '', tookMs: 1 }), 'failed');
    });
  }

  it('says nothing of the gateway when we have cut it off ourselves', () => {
    assert.equal(wordOf({ type: 'unanswered', reason: 'aborted', detail: '', tookMs: 1 }), 'unsent');
  });
});
