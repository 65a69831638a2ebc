import type { TokenAgainReason, TokenDeadReason } from '@gatehouse/client';
import type { Secret } from '@gatehouse/client/platform';
import type { ClosedReason } from '../seal/keyring.ts';

/**
 * What asking for a customer's token came to. `generation` is that of the grant in question.
 *
 * - `token`: send with it.
 * - `none`: the customer has no grant.
 * - `again`: the token endpoint is down, busy, or says what nobody can act on; the grant is untouched.
 * - `lost`: the grant is void; the customer has to link again.
 * - `closed`: the grant is there and cannot be opened; it is untouched.
 * - `hold`: the skill's own credentials are missing or refused.
 */
export type TokenResult =
  | UsableToken
  | { readonly type: 'none' }
  | { readonly type: 'again'; readonly reason: TokenAgainReason | TokenDeadReason; readonly afterMs?: number }
  | { readonly type: 'lost'; readonly generation: number }
  | { readonly type: 'closed'; readonly reason: ClosedReason; readonly generation: number }
  | { readonly type: 'hold'; readonly reason: 'invalid-client' | 'unauthorized-client' };

/** A token to send with, and the generation of the grant that it came from: what is said to it concerns no other. */
export interface UsableToken {
  readonly type: 'token';
  readonly token: Secret;
  readonly generation: number;
}
