import type { ReplyMatch } from '../directive/reply-desk.ts';
import type { Reason } from '../journal/reason.ts';
import { createReason } from './create-reason.ts';

/** Where an event names the directive that it is about. */
export const CORRELATION_POINTER = '/event/header/correlationToken';

/** Why an event that names a directive has no effect: that is unknown, over, or its time is up. */
export function judgeReplyMatch(kind: string, match: Exclude<ReplyMatch, { readonly type: 'in-time' }>): Reason {
  switch (match.type) {
    case 'late': {
      const message = `${kind} came ${match.lateByMs} ms after its directive had timed out; ${match.expected.limitMs} ms are allowed`;
      return createReason('late-reply', message, { pointer: CORRELATION_POINTER, lateByMs: match.lateByMs });
    }
    case 'over':
      return createReason('already-answered', `The directive that ${kind} answers is over`, {
        pointer: CORRELATION_POINTER,
      });
    case 'unknown':
      return createReason('unknown-correlation', 'No directive with this correlationToken was sent', {
        pointer: CORRELATION_POINTER,
      });
  }
}

/** The reason for an event that needs a correlationToken and has none. */
export function createUncorrelated(kind: string): Reason {
  const message = `${kind} has no correlationToken; it repeats that of the directive that it is about`;
  return createReason('unknown-correlation', message, { pointer: CORRELATION_POINTER });
}
