import type { AgainReason } from '../outcome/outcome.ts';
import type { Secret } from '../platform/secret.ts';

/** What the token endpoint granted. */
export interface Tokens {
  readonly accessToken: Secret;
  /** Absent for client credentials, and wherever the endpoint left it out: the one in use then stays in use. */
  readonly refreshToken?: Secret;
  /** How long the access token lives from the answer on, a whole number from 1 on. 3600 when the endpoint did not say. */
  readonly expiresInSeconds: number;
  /** As the endpoint spelt it; `bearer` when it did not. */
  readonly tokenType: string;
  /** Only for client credentials. */
  readonly scope?: string;
}

/** Why the same question may be asked again. `malformed-answer` is a 2xx without usable tokens. */
export type TokenAgainReason = Exclude<AgainReason, 'token-endpoint'> | 'malformed-answer';

/** Why the same question will never be answered with tokens. `refused` is a 4xx that no table knows. */
export type TokenDeadReason = 'invalid-request' | 'invalid-scope' | 'unsupported-grant-type' | 'refused';

/**
 * What one answer of the token endpoint means.
 *
 * - `granted`: here are the tokens.
 * - `again`: the endpoint is down, busy or talks nonsense; whatever grant there is stays untouched.
 * - `lost`: the code or refresh token is void; the customer has to link again.
 * - `hold`: the client's own credentials are refused; no customer can be served until the operator mends them.
 * - `dead`: the question itself is wrong.
 *
 * `description` is the endpoint's or the network's word, for logs only. `tookMs` as in an `Answer`.
 */
export type TokenOutcome =
  | { readonly type: 'granted'; readonly tokens: Tokens; readonly tookMs: number }
  | {
      readonly type: 'again';
      readonly reason: TokenAgainReason;
      readonly afterMs?: number;
      readonly description?: string;
      readonly tookMs: number;
    }
  | {
      readonly type: 'lost';
      readonly reason: 'invalid-grant';
      readonly description?: string;
      readonly tookMs: number;
    }
  | {
      readonly type: 'hold';
      readonly reason: 'invalid-client' | 'unauthorized-client';
      readonly description?: string;
      readonly tookMs: number;
    }
  | {
      readonly type: 'dead';
      readonly reason: TokenDeadReason;
      readonly description?: string;
      readonly tookMs: number;
    };
