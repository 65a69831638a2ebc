import type { Basis } from '@gatehouse/protocol';

/**
 * Why a request was refused, or why something that was accepted had no effect.
 *
 * `rule` names the row of the rule table that decided, `source` where that row comes from and `basis` how sure it
 * is. `pointer` (RFC 6901) leads into the request's body; `lateByMs` is there when time alone was the cause,
 * `retryAfterMs` when the same would pass so much later.
 */
export interface Reason {
  readonly code: string;
  readonly message: string;
  readonly pointer?: string;
  readonly rule: string;
  readonly source: string;
  readonly basis: Basis;
  readonly lateByMs?: number;
  readonly retryAfterMs?: number;
}
