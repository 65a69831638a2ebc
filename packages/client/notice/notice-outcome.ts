import type { AgainReason, DeadReason } from '../outcome/outcome.ts';

/**
 * What one answer means for the notice that was sent.
 *
 * - `accepted`: 202 (also any other 2xx). `duplicate`: Alexa had the notice already, in this version or a later one.
 * - `again`: the same notice, not before `afterMs` when the other side said so.
 * - `later`: the skill has told the customer more than is permitted; the same notice, much later.
 * - `refresh`: the access token is not valid; once, with a fresh token.
 * - `dead`: never.
 */
export type NoticeOutcome =
  | { readonly type: 'accepted' | 'duplicate' | 'refresh' }
  | { readonly type: 'again'; readonly reason: AgainReason; readonly afterMs?: number }
  | { readonly type: 'later'; readonly afterMs?: number }
  | { readonly type: 'dead'; readonly reason: DeadReason };
