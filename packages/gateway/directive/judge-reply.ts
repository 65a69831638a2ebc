import { isJsonObject, type JsonObject, kindOf } from '@gatehouse/protocol';
import type { Reason } from '../journal/reason.ts';
import { isShallow } from '../shape/is-shallow.ts';
import { createDirectiveReason } from './directive-rules.ts';
import type { PostResult } from './post-json.ts';

/** A usable answer, or why there is none. */
export type ReplyJudgement =
  | { readonly type: 'replied'; readonly kind: string; readonly reply: JsonObject }
  | { readonly type: 'failed'; readonly reason: Reason };

/**
 * Judges what a skill sent back for a directive: an event with namespace and name is a usable answer, whatever else
 * it says. A body's text is never repeated in the reason, as it may hold anything.
 *
 * @param timeoutMs what an aborted call had waited for
 */
export function judgeReply(result: PostResult, timeoutMs: number): ReplyJudgement {
  switch (result.type) {
    case 'aborted':
      return fail('SKILL_RESPONSE_TIMEOUT_EXCEPTION', `The skill gave no answer within ${timeoutMs} ms`);
    case 'too-large':
      return fail('reply-too-large', `The skill's answer is larger than ${result.maxBytes} bytes`);
    case 'unanswered':
      return fail(
        'skill-unreachable',
        `Calling the skill failed with ${result.detail}; check its URL and that it runs`,
      );
    case 'answered':
      return judgeAnswer(result);
  }
}

function judgeAnswer(answer: Extract<PostResult, { type: 'answered' }>): ReplyJudgement {
  const { status, functionError } = answer;
  if (status >= 300 && status < 400) {
    return fail('redirect-refused', `The skill answered ${status}; redirects are not followed`);
  }
  if (functionError !== undefined) {
    return fail('skill-error', `The skill's function ended with the error ${functionError.slice(0, 40)}`);
  }
  if (status < 200 || status > 299) {
    return fail('skill-error', `The skill answered ${status}; allowed is 200 with an event`);
  }
  const reply = parseJson(answer.body);
  const kind = kindOf(reply);
  if (!isJsonObject(reply) || kind === undefined || !isJsonObject(reply.event)) {
    const found = reply === undefined ? 'no JSON' : 'JSON without an event';
    return fail('not-a-reply', `The skill answered ${found}; allowed is an object with event.header`);
  }
  if (!isShallow(reply)) return fail('not-a-reply', 'The skill answered an event that nests more than 64 levels deep');
  return { type: 'replied', kind, reply };
}

function fail(code: Parameters<typeof createDirectiveReason>[0], message: string): ReplyJudgement {
  return { type: 'failed', reason: createDirectiveReason(code, message) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
