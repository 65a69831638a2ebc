import { Secret } from '@gatehouse/client/platform';
import { isJsonObject } from '@gatehouse/protocol';

/** A customer's tokens in use. `issuedAt` is when the access token was asked for, in milliseconds since the epoch. */
export interface GrantTokens {
  readonly accessToken: Secret;
  readonly refreshToken: Secret;
  readonly issuedAt: number;
}

/** Writes tokens as the text that the store keeps; it is a secret from here on. */
export function encodeTokenText(tokens: GrantTokens): string {
  return JSON.stringify({
    form: 1,
    accessToken: tokens.accessToken.reveal(),
    refreshToken: tokens.refreshToken.reveal(),
    issuedAt: tokens.issuedAt,
  });
}

/** Reads what {@link encodeTokenText} wrote; undefined for anything else. */
export function decodeTokenText(text: string): GrantTokens | undefined {
  const value = parseJson(text);
  if (!isJsonObject(value) || value.form !== 1) return undefined;
  const { accessToken, refreshToken, issuedAt } = value;
  if (typeof accessToken !== 'string' || typeof refreshToken !== 'string' || typeof issuedAt !== 'number') {
    return undefined;
  }
  return { accessToken: new Secret(accessToken), refreshToken: new Secret(refreshToken), issuedAt };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
