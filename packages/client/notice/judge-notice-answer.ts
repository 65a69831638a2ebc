import type { NoticeError } from '@gatehouse/protocol';
import type { Answer } from '../outcome/answer.ts';
import type { AgainReason } from '../outcome/outcome.ts';
import { againReasonOfStatus, isSuccess } from '../outcome/status.ts';
import type { NoticeOutcome } from './notice-outcome.ts';

/**
 * Judges one answer to a notice, without any history: the row of the table of errors decides, else the class of the status.
 * Never throws.
 *
 * - Any 2xx is acceptance; 409 says that Alexa had the notice before.
 * - A 403 that says nothing known is judged like a token that is not valid, which is how Amazon's own libraries
 *   describe it; with a fresh token it either goes or is refused again.
 * - 3xx and whatever is no HTTP status class is `again`.
 *
 * @param error the row that status and body mean, undefined for none
 *
 * Source: proactive events API, HTTP status codes; notice sheet 2, Statuses and bodies.
 */
export function judgeNoticeAnswer(answer: Answer, error: NoticeError | undefined): NoticeOutcome {
  if (answer.type === 'unanswered') {
    return { type: 'again', reason: answer.reason === 'timeout' ? 'timeout' : 'connection' };
  }
  const { status, retryAfterMs } = answer;
  if (isSuccess(status)) return { type: 'accepted' };
  if (status === 409) return { type: 'duplicate' };
  const after = retryAfterMs === undefined ? {} : { afterMs: retryAfterMs };
  const reason = againReasonOfStatus(status);
  switch (error?.retry ?? (status === 403 ? 'with-fresh-token' : 'never')) {
    case 'with-fresh-token':
      return { type: 'refresh' };
    case 'much-later':
      return { type: 'later', ...after };
    case 'later':
      return { type: 'again', reason: reason ?? reasonOf(status), ...after };
    case 'never':
      if (reason !== undefined) return { type: 'again', reason, ...after };
      return { type: 'dead', reason: status === 400 ? 'invalid-request' : 'refused' };
  }
}

/** Of a status that the table says may pass and the classes of HTTP do not. */
function reasonOf(status: number): AgainReason {
  return status < 500 ? 'throttled' : 'server-error';
}
