/** How long before its end a token is refreshed, in milliseconds (fact sheet 7.3, refresh margin used). */
export const REFRESH_MARGIN_MS: number = 300_000;

/** By how much chance may widen the margin, so that tokens given at the same time are not refreshed at the same time. */
const JITTER = 0.4;

/** The life of one access token, in milliseconds since the epoch. */
export interface TokenLife {
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/**
 * From when on a token is refreshed before it is used: {@link REFRESH_MARGIN_MS} and up to 40 % more before its end,
 * but never in the first half of its life, or a short-lived token would be refreshed at each use.
 *
 * @param chance from 0 to 1
 */
export function refreshTimeOf({ issuedAt, expiresAt }: TokenLife, chance: number): number {
  const half = Math.max(0, expiresAt - issuedAt) / 2;
  return expiresAt - Math.min(REFRESH_MARGIN_MS * (1 + JITTER * chance), half);
}
