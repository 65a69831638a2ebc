import { Secret } from '../platform/secret.ts';
import type { Tokens } from './token-outcome.ts';

/** The life of an access token when the endpoint does not say, in seconds; fact sheet 7.2. */
const DOCUMENTED_LIFE_SECONDS = 3600;

/** The longest life that is believed, in seconds (a year). */
const LONGEST_LIFE_SECONDS = 365 * 24 * 60 * 60;

/** What can stand in an HTTP header: visible ASCII. Documented are 2048 bytes; four times that is let through. */
const usableToken = /^[\x21-\x7e]{1,8192}$/;

/**
 * Reads the tokens out of a 2xx body of the token endpoint. Only `access_token` has to be there; a wrong type in
 * another member counts as its absence, a number may be a text.
 *
 * @param body any value
 * @returns undefined when there is no access token that could be sent
 *
 * Source: fact sheet 7.2.
 */
export function parseTokensBody(body: unknown): Tokens | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const members = new Map<string, unknown>(Object.entries(body));
  const accessToken = parseToken(members.get('access_token'));
  if (accessToken === undefined) return undefined;
  const refreshToken = parseToken(members.get('refresh_token'));
  const scope = members.get('scope');
  const tokenType = members.get('token_type');
  return {
    accessToken,
    ...(refreshToken === undefined ? {} : { refreshToken }),
    expiresInSeconds: parseLife(members.get('expires_in')),
    tokenType: isShortText(tokenType) ? tokenType : 'bearer',
    ...(isShortText(scope) ? { scope } : {}),
  };
}

function parseToken(value: unknown): Secret | undefined {
  return typeof value === 'string' && usableToken.test(value) ? new Secret(value) : undefined;
}

function parseLife(value: unknown): number {
  const seconds = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value;
  if (typeof seconds !== 'number' || !(seconds > 0)) return DOCUMENTED_LIFE_SECONDS;
  return Math.max(1, Math.floor(Math.min(seconds, LONGEST_LIFE_SECONDS)));
}

function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 500;
}
