/** How long a notice may live from now, bounds included, in milliseconds. Source: proactive events API, expiryTime. */
export const noticeLifetime: { readonly leastMs: number; readonly mostMs: number } = {
  leastMs: 5 * 60_000,
  mostMs: 24 * 60 * 60_000,
};

/** How far from the bounds a sender keeps, so that a slow request or two clocks apart do not cross them. Chosen. */
const marginMs = { least: 30_000, most: 60_000 } as const;

/** When a notice expires, in milliseconds since the epoch, and whether that is another time than was asked for. */
export interface NoticeExpiry {
  readonly at: number;
  readonly clamped: boolean;
}

/**
 * Moves an expiry into what Alexa takes at `now`, both in milliseconds since the epoch: 5 minutes 30 seconds to 23 hours 59
 * minutes from now, within the documented bounds by a margin of our choice. Source: notice sheet 6, expiry.
 */
export function clampNoticeExpiry(expiry: number, now: number): NoticeExpiry {
  const least = now + noticeLifetime.leastMs + marginMs.least;
  const most = now + noticeLifetime.mostMs - marginMs.most;
  const at = Math.min(Math.max(expiry, least), most);
  return { at, clamped: at !== expiry };
}
