import { type TokenErrorCode, tokenErrors } from '@gatehouse/protocol';
import type { Reason } from '../journal/reason.ts';
import type { GrantFault } from './token-registry.ts';
import { type TokenRuleId, tokenRules } from './token-rules.ts';

/** Why the token endpoint refuses a request: what is answered, and what the journal says. */
export interface TokenRefusal {
  readonly error: TokenErrorCode;
  /** What the answer says; the error's own sentence unless given. */
  readonly description?: string;
  readonly reason: Reason;
}

/** What {@link createRefusal} takes beside the rule: `message` replaces its sentence where there is more to say. */
export interface TokenRefusalDetail {
  readonly message?: string;
  readonly description?: string;
  readonly pointer?: string;
}

/** The refusal by a rule. */
export function createRefusal(id: TokenRuleId, detail: TokenRefusalDetail = {}): TokenRefusal {
  const { error, source, basis, ...rule } = tokenRules[id];
  const { message = rule.message, description, pointer } = detail;
  return {
    error,
    ...(description !== undefined && { description }),
    reason: { code: id, message, ...(pointer !== undefined && { pointer }), rule: `token/${id}`, source, basis },
  };
}

/** The refusal of a code or refresh token that is not good; the sentences are those seen from Amazon. */
export function refuseGrant(parameter: 'code' | 'refresh_token', fault: GrantFault): TokenRefusal {
  const revoked = fault === 'link-ended' && parameter === 'refresh_token';
  const id = `grant-${fault}` as const;
  return createRefusal(id, {
    pointer: `/${parameter}`,
    message: tokenRules[id].message.replace(
      'The grant',
      parameter === 'code' ? 'The authorization code' : 'The refresh token',
    ),
    description:
      `The request has an invalid grant parameter : ${parameter}` +
      (revoked ? ". User may have revoked or didn't grant the permission." : ''),
  });
}

/** The HTTP status of a refusal. */
export function statusOf(refusal: TokenRefusal): number {
  return tokenErrors[refusal.error].status;
}
