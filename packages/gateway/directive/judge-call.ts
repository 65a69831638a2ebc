import type { Reason } from '../journal/reason.ts';
import { createDirectiveReason, type DirectiveCode } from './directive-rules.ts';
import type { PostResult } from './post-json.ts';

/** What a skill was called for. */
export interface CallTerms {
  /** What an aborted call had waited for, in milliseconds. */
  readonly timeoutMs: number;
  /** The answer that is asked for, in words. */
  readonly allowed: string;
}

/** The body that a skill answered with, whatever it says, or why there is none. */
export type CallJudgement =
  | { readonly type: 'answered'; readonly body: string }
  | { readonly type: 'failed'; readonly reason: Reason };

/**
 * Judges how a call of a skill went: answered is what came whole and in time with a status of success, from a function that
 * did not fail. A body's text is never repeated in the reason, as it may hold anything.
 */
export function judgeCall(result: PostResult, terms: CallTerms): CallJudgement {
  switch (result.type) {
    case 'aborted':
      return fail('SKILL_RESPONSE_TIMEOUT_EXCEPTION', `The skill gave no answer within ${terms.timeoutMs} ms`);
    case 'too-large':
      return fail(
        'reply-too-large',
        `The skill's answer is larger than ${result.maxBytes} bytes; allowed is ${terms.allowed}`,
      );
    case 'unanswered':
      return fail(
        'skill-unreachable',
        `Calling the skill failed with ${result.detail}; check its URL and that it runs`,
      );
    case 'answered':
      return judgeStatus(result, terms);
  }
}

function judgeStatus(answer: Extract<PostResult, { type: 'answered' }>, { allowed }: CallTerms): CallJudgement {
  const { status, functionError, body } = answer;
  if (status >= 300 && status < 400) {
    return fail('redirect-refused', `The skill answered ${status}; redirects are not followed`);
  }
  if (functionError !== undefined) {
    return fail('skill-error', `The skill's function ended with the error ${functionError.slice(0, 40)}`);
  }
  if (status < 200 || status > 299) {
    return fail('skill-error', `The skill answered ${status}; allowed is ${allowed}`);
  }
  return { type: 'answered', body };
}

function fail(code: DirectiveCode, message: string): CallJudgement {
  return { type: 'failed', reason: createDirectiveReason(code, message) };
}
