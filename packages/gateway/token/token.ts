import type { Secret } from '@gatehouse/client/platform';
import type { Stage } from '../skill/skill.ts';

/** The scope of tokens that speak for one customer to `/v3/events`. */
export const EVENT_SCOPE = 'alexa::async_event:write';

/** The scope of tokens that speak for the skill alone, to the Proactive Events API. */
export const NOTICE_SCOPE = 'alexa::proactive_events';

/**
 * What a code or token speaks for. Tokens keep the stage in which their code was made: in any other stage the skill
 * is unknown to them (send-events reference, SKILL_NOT_FOUND_EXCEPTION). `link` is absent from tokens of the skill alone.
 */
export interface TokenOwner {
  readonly skillId: string;
  readonly stage: Stage;
  readonly scope: typeof EVENT_SCOPE | typeof NOTICE_SCOPE;
  readonly link?: { readonly id: string; readonly userId: string };
}

/** A token that the gateway made, as it stands at the moment of asking. */
export interface TokenState {
  readonly owner: TokenOwner;
  readonly state: 'valid' | 'expired' | 'revoked';
}

/** What the token endpoint hands out; tokens of the skill alone come without a refresh token. */
export interface TokenPair {
  readonly accessToken: Secret;
  readonly refreshToken?: Secret;
  readonly expiresInSeconds: number;
  readonly scope: string;
}

/** How long codes and access tokens live, and whether a refresh retires the refresh token (fact sheet 7.3). */
export interface TokenPolicy {
  readonly codeLifetimeMs: number;
  readonly accessTokenLifetimeMs: number;
  readonly rotateRefreshTokens: boolean;
}
