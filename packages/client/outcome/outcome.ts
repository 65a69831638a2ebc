/** Why the same message may be sent again. */
export type AgainReason =
  | 'throttled'
  | 'server-error'
  | 'unavailable'
  | 'timeout'
  | 'connection'
  | 'unknown-status'
  | 'token-endpoint';

/** Why a customer's lane stops until somebody acts; the same words as the states of a link. */
export type ParkReason = 'link-lost' | 'disabled' | 'stage-changed' | 'account-not-found';

/** Why every customer of the skill waits: the operator has to mend something. */
export type HoldReason = 'insufficient-permission' | 'invalid-client' | 'unauthorized-client';

/** Why a message will never be accepted, however often it is sent. */
export type DeadReason = 'invalid-request' | 'too-large' | 'refused';

/**
 * What one answer means for the message that was sent. Policy is steered by this union and never by an exception.
 *
 * - `accepted`: 202 (also 200, 201, 204).
 * - `again`: the same message, the same messageId, not before `afterMs` when the other side said so.
 * - `refresh`: the access token is not valid; once, with a fresh token.
 * - `relocate`: this region does not know the skill's customer; ask for the region before giving up.
 * - `park`: this customer's lane waits for a person.
 * - `hold`: the whole skill waits for its operator.
 * - `split`: too large; in smaller parts if it has parts.
 * - `dead`: never.
 */
export type Outcome =
  | { readonly type: 'accepted' }
  | { readonly type: 'again'; readonly reason: AgainReason; readonly afterMs?: number }
  | { readonly type: 'refresh' }
  | { readonly type: 'relocate'; readonly reason: ParkReason }
  | { readonly type: 'park'; readonly reason: ParkReason }
  | { readonly type: 'hold'; readonly reason: HoldReason }
  | { readonly type: 'split' }
  | { readonly type: 'dead'; readonly reason: DeadReason };
