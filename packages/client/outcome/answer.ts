/** Why no HTTP answer came. `other` is whatever the network library reports beyond the named reasons. */
export type UnansweredReason = 'timeout' | 'reset' | 'refused' | 'dns' | 'tls' | 'aborted' | 'other';

/**
 * What came back for one request, before anybody judges it: an HTTP answer, whatever its body, or none at all.
 *
 * `code` and `description` are there when the body was JSON of the documented shape and they were strings; both come
 * without the secrets of the request. `retryAfterMs` when the header `Retry-After` was readable. `tookMs` counts from
 * the moment a connection took the request, or from the call when none did.
 */
export type Answer =
  | {
      readonly type: 'answered';
      readonly status: number;
      readonly code?: string;
      readonly description?: string;
      readonly retryAfterMs?: number;
      readonly tookMs: number;
    }
  | {
      readonly type: 'unanswered';
      readonly reason: UnansweredReason;
      readonly detail: string;
      readonly tookMs: number;
    };
