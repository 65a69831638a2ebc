import { createDirectiveReason } from '../directive/directive-rules.ts';
import type { PostResult } from '../directive/post-json.ts';
import type { Reason } from '../journal/reason.ts';

/**
 * Why a skill event counts as not taken; undefined when it was: the skill answered 200, with whatever body (notice sheet 3:
 * the answer is an empty response).
 *
 * @param timeoutMs what an aborted call had waited for
 */
export function judgeSkillEventAnswer(result: PostResult, timeoutMs: number): Reason | undefined {
  switch (result.type) {
    case 'aborted':
      return createDirectiveReason(
        'SKILL_RESPONSE_TIMEOUT_EXCEPTION',
        `The skill gave no answer to the skill event within ${timeoutMs} ms`,
      );
    case 'too-large':
      return createDirectiveReason(
        'reply-too-large',
        `The skill's answer is larger than ${result.maxBytes} bytes; an empty response is enough`,
      );
    case 'unanswered':
      return createDirectiveReason(
        'skill-unreachable',
        `Calling the skill's eventsUrl failed with ${result.detail}; check the URL and that the skill runs`,
      );
    case 'answered':
      return judgeStatus(result);
  }
}

function judgeStatus({ status, functionError }: Extract<PostResult, { type: 'answered' }>): Reason | undefined {
  if (functionError !== undefined) {
    return createDirectiveReason(
      'skill-error',
      `The skill's function ended with the error ${functionError.slice(0, 40)}`,
    );
  }
  if (status >= 200 && status <= 299) return undefined;
  if (status >= 300 && status <= 399) {
    return createDirectiveReason('redirect-refused', `The skill answered ${status}; redirects are not followed`);
  }
  return createDirectiveReason('skill-error', `The skill answered the skill event with ${status}; allowed is 200`);
}
