import type { Answer } from './answer.ts';
import type { Outcome } from './outcome.ts';
import { againReasonOfStatus, isSuccess } from './status.ts';

type Answered = Extract<Answer, { type: 'answered' }>;

/** What each documented code means for the message; fact sheet 6.2, one row each. */
const outcomeOfCode: ReadonlyMap<string, Outcome> = new Map<string, Outcome>([
  ['INVALID_REQUEST_EXCEPTION', { type: 'dead', reason: 'invalid-request' }],
  ['INVALID_ACCESS_TOKEN_EXCEPTION', { type: 'refresh' }],
  ['SKILL_DISABLED_EXCEPTION', { type: 'relocate', reason: 'disabled' }],
  ['SKILL_NEVER_ENABLED_EXCEPTION', { type: 'relocate', reason: 'disabled' }],
  ['INSUFFICIENT_PERMISSION_EXCEPTION', { type: 'hold', reason: 'insufficient-permission' }],
  ['ACCOUNT_NOT_FOUND_EXCEPTION', { type: 'park', reason: 'account-not-found' }],
  ['SKILL_NOT_FOUND_EXCEPTION', { type: 'park', reason: 'stage-changed' }],
  ['REQUEST_ENTITY_TOO_LARGE_EXCEPTION', { type: 'split' }],
  ['THROTTLING_EXCEPTION', { type: 'again', reason: 'throttled' }],
  ['INTERNAL_SERVICE_EXCEPTION', { type: 'again', reason: 'server-error' }],
  ['SERVICE_UNAVAILABLE_EXCEPTION', { type: 'again', reason: 'unavailable' }],
]);

/** What a status means for good when no known code came with it. */
const outcomeOfStatus: ReadonlyMap<number, Outcome> = new Map<number, Outcome>([
  [400, { type: 'dead', reason: 'invalid-request' }],
  [401, { type: 'refresh' }],
  [403, { type: 'relocate', reason: 'disabled' }],
  [413, { type: 'split' }],
]);

/**
 * Judges one answer of `POST /v3/events`, without any history: a known error code decides, else the status, else the
 * class of the status. Never throws, whatever the numbers and texts are.
 *
 * - Any 2xx is acceptance, even with an error code in its body: acceptance is documented by its status alone.
 * - A 403 without a known code is judged like a disabled skill, the only 403 that costs no event when the judgement
 *   is wrong; a 404 without one is `dead`, since no documented cause remains.
 * - 3xx and whatever is no HTTP status class is `again`: a redirect is never followed.
 * - `afterMs` on `again` is what the header `Retry-After` said.
 *
 * Source: send-events reference, HTTP status codes; fact sheet 6.2.
 */
export function judgeEventAnswer(answer: Answer): Outcome {
  if (answer.type === 'unanswered') {
    return { type: 'again', reason: answer.reason === 'timeout' ? 'timeout' : 'connection' };
  }
  if (isSuccess(answer.status)) return { type: 'accepted' };
  return withDelay(answer, judgeRefusal(answer));
}

function judgeRefusal(answer: Answered): Outcome {
  const { status, code } = answer;
  const known = (code === undefined ? undefined : outcomeOfCode.get(code)) ?? outcomeOfStatus.get(status);
  if (known !== undefined) return known;
  const reason = againReasonOfStatus(status);
  return reason === undefined ? { type: 'dead', reason: 'refused' } : { type: 'again', reason };
}

function withDelay(answer: Answered, outcome: Outcome): Outcome {
  if (outcome.type !== 'again' || answer.retryAfterMs === undefined) return outcome;
  return { ...outcome, afterMs: answer.retryAfterMs };
}
