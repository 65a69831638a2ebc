import { Secret } from '@gatehouse/client/platform';
import { isJsonObject } from '@gatehouse/protocol';

/**
 * A customer's tokens in use. `issuedAt` is when the access token was asked for, in milliseconds since the epoch;
 * `codeHash` is the fingerprint of the code that they came from, so that the same directive is known again.
 */
export interface GrantTokens {
  readonly accessToken: Secret;
  readonly refreshToken: Secret;
  readonly issuedAt: number;
  readonly codeHash?: string;
}

/** Writes tokens as the text that is sealed and stored; it is a secret from here on. */
export function encodeTokenText(tokens: GrantTokens): string {
  return JSON.stringify({
    form: 1,
    accessToken: tokens.accessToken.reveal(),
    refreshToken: tokens.refreshToken.reveal(),
    issuedAt: tokens.issuedAt,
    codeHash: tokens.codeHash,
  });
}

/** Reads what {@link encodeTokenText} wrote; undefined for anything else. */
export function decodeTokenText(text: string): GrantTokens | undefined {
  const value = parseJson(text);
  if (!isJsonObject(value) || value.form !== 1) return undefined;
  const { accessToken, refreshToken, issuedAt, codeHash } = value;
  if (typeof accessToken !== 'string' || typeof refreshToken !== 'string' || typeof issuedAt !== 'number') {
    return undefined;
  }
  const tokens = { accessToken: new Secret(accessToken), refreshToken: new Secret(refreshToken), issuedAt };
  return typeof codeHash === 'string' ? { ...tokens, codeHash } : tokens;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
