import type { Answer } from '../outcome/answer.ts';
import { againReasonOfStatus, isSuccess } from '../outcome/status.ts';
import type { TokenAgainReason, TokenDeadReason, TokenOutcome, Tokens } from './token-outcome.ts';

type Verdict =
  | { readonly type: 'again'; readonly reason: TokenAgainReason }
  | { readonly type: 'lost'; readonly reason: 'invalid-grant' }
  | { readonly type: 'hold'; readonly reason: 'invalid-client' | 'unauthorized-client' }
  | { readonly type: 'dead'; readonly reason: TokenDeadReason };

/** What each documented error means; fact sheet 7.4, one row each, in lower case without separators. */
const verdictOfError: ReadonlyMap<string, Verdict> = new Map<string, Verdict>([
  ['invalidgrant', { type: 'lost', reason: 'invalid-grant' }],
  ['invalidclient', { type: 'hold', reason: 'invalid-client' }],
  ['unauthorizedclient', { type: 'hold', reason: 'unauthorized-client' }],
  ['invalidrequest', { type: 'dead', reason: 'invalid-request' }],
  ['invalidscope', { type: 'dead', reason: 'invalid-scope' }],
  ['unsupportedgranttype', { type: 'dead', reason: 'unsupported-grant-type' }],
  ['servererror', { type: 'again', reason: 'server-error' }],
  ['temporarilyunavailable', { type: 'again', reason: 'unavailable' }],
  ['slowdown', { type: 'again', reason: 'throttled' }],
]);

/**
 * Judges one answer of the token endpoint: the error of a 4xx decides, else the status, else its class. Never throws.
 *
 * - An error counts only in a 4xx other than 408 and 429: an endpoint that is down or busy never costs a customer's
 *   grant, whatever it writes.
 * - A 401 without a known error is a refused client, the only 401 documented. Any other 4xx without one is `dead`.
 *
 * @param answer its `code` is the body's `error`
 * @param tokens what the body of a 2xx granted, if anything
 *
 * Source: fact sheet 7.2 and 7.4.
 */
export function judgeTokenAnswer(answer: Answer, tokens: Tokens | undefined): TokenOutcome {
  const { tookMs } = answer;
  if (answer.type === 'unanswered') {
    const reason = answer.reason === 'timeout' ? 'timeout' : 'connection';
    return { type: 'again', reason, description: answer.detail, tookMs };
  }
  if (isSuccess(answer.status) && tokens !== undefined) return { type: 'granted', tokens, tookMs };
  const said = answer.description === undefined ? {} : { description: answer.description };
  const verdict = judgeRefusal(answer.status, answer.code);
  if (verdict.type !== 'again' || answer.retryAfterMs === undefined) return { ...verdict, ...said, tookMs };
  return { ...verdict, afterMs: answer.retryAfterMs, ...said, tookMs };
}

function judgeRefusal(status: number, error: string | undefined): Verdict {
  if (isSuccess(status)) return { type: 'again', reason: 'malformed-answer' };
  const reason = againReasonOfStatus(status);
  if (reason !== undefined) return { type: 'again', reason };
  const known = verdictOfError.get((error ?? '').toLowerCase().replaceAll(/[_-]/g, ''));
  if (known !== undefined) return known;
  return status === 401 ? { type: 'hold', reason: 'invalid-client' } : { type: 'dead', reason: 'refused' };
}
