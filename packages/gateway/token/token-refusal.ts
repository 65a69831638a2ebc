import { type Basis, type TokenErrorCode, tokenErrors } from '@gatehouse/protocol';
import type { Reason } from '../journal/reason.ts';
import type { GrantFault } from './token-registry.ts';

/** Why the token endpoint refuses a request: what is answered, and what the journal says. */
export interface TokenRefusal {
  readonly error: TokenErrorCode;
  /** What the answer says; the error's own sentence unless given. */
  readonly description?: string;
  readonly reason: Reason;
}

const LWA = 'Login with Amazon, token endpoint (fact sheet 7.4)';

/** What {@link createRefusal} takes beside the error word. */
export interface TokenRefusalDetail {
  readonly rule: string;
  readonly message: string;
  readonly description?: string;
  readonly source?: string;
  readonly basis?: Basis;
  readonly pointer?: string;
}

/** Puts a refusal together; documented by the token endpoint's pages unless told otherwise. */
export function createRefusal(error: TokenErrorCode, detail: TokenRefusalDetail): TokenRefusal {
  const { rule, message, description, source = LWA, basis = 'documented', pointer } = detail;
  return {
    error,
    ...(description !== undefined && { description }),
    reason: { code: rule, message, ...(pointer !== undefined && { pointer }), rule: `token/${rule}`, source, basis },
  };
}

const GRANT_FAULTS: Readonly<Record<GrantFault, string>> = {
  unknown: 'was not made by this gateway, or is retired',
  used: 'was used before; a code is good once',
  expired: 'has expired; a code must be exchanged within five minutes',
  'other-skill': 'belongs to another skill',
  'link-ended': 'died when the customer disabled the skill',
};

/** The refusal of a code or refresh token that is not good; the sentences are those seen from Amazon. */
export function refuseGrant(parameter: 'code' | 'refresh_token', fault: GrantFault): TokenRefusal {
  const revoked = fault === 'link-ended' && parameter === 'refresh_token';
  return createRefusal('invalid_grant', {
    rule: `grant-${fault}`,
    pointer: `/${parameter}`,
    message: `The ${parameter === 'code' ? 'authorization code' : 'refresh token'} ${GRANT_FAULTS[fault]}`,
    description:
      `The request has an invalid grant parameter : ${parameter}` +
      (revoked ? ". User may have revoked or didn't grant the permission." : ''),
    source: `${LWA}; lifetimes: fact sheet 7.3`,
  });
}

/** The HTTP status of a refusal. */
export function statusOf(refusal: TokenRefusal): number {
  return tokenErrors[refusal.error].status;
}
