import type { TokenOwner } from '../token/token.ts';
import type { TokenRegistry } from '../token/token-registry.ts';
import { type EventRefusal, refuseEvent } from './event-refusal.ts';

/** A token that may speak, and for whom. */
export interface TokenAccepted {
  readonly type: 'accepted';
  readonly owner: TokenOwner;
}

/**
 * Judges the header `Authorization: Bearer …`: there, made here, neither expired nor revoked (send-events reference,
 * 401). The scheme's case does not matter.
 */
export function judgeAuthorization(
  authorization: string | undefined,
  tokens: TokenRegistry,
): TokenAccepted | EventRefusal {
  if (authorization === undefined || authorization.trim() === '') return refuseEvent('token-missing');
  const token = bearerTokenOf(authorization);
  return token === undefined ? refuseEvent('token-scheme') : judgeToken(token, tokens);
}

/** Judges an access token by itself, wherever it stood. */
export function judgeToken(token: string, tokens: TokenRegistry): TokenAccepted | EventRefusal {
  const known = tokens.resolve(token);
  if (known === undefined) return refuseEvent('token-unknown');
  if (known.state === 'revoked') return refuseEvent('token-revoked');
  if (known.state === 'expired') return refuseEvent('token-expired');
  return { type: 'accepted', owner: known.owner };
}

const SCHEME = /^bearer +/i;
const WHITE = /\s/;

/** The token of an Authorization header of the scheme Bearer. */
export function bearerTokenOf(authorization: string | undefined): string | undefined {
  const start = SCHEME.exec(authorization ?? '')?.[0].length;
  if (authorization === undefined || start === undefined) return undefined;
  let end = authorization.length;
  while (end > start && authorization[end - 1] === ' ') end -= 1;
  const token = authorization.slice(start, end);
  // Looked for by itself: a pattern for the whole header notes each letter of a long token to come back to.
  return token === '' || WHITE.test(token) ? undefined : token;
}
