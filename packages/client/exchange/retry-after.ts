/** The longest wait that a server's word is taken for, in milliseconds (24 hours). */
export const LONGEST_RETRY_AFTER_MS: number = 24 * 60 * 60 * 1000;

const seconds = /^\d{1,15}$/;
const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Reads the header `Retry-After`: whole seconds, or a date in the preferred form of HTTP.
 *
 * @param now the wall clock, in milliseconds since the epoch; a date in the past means no wait
 * @returns milliseconds from now, at most {@link LONGEST_RETRY_AFTER_MS}; undefined when the text is neither
 *
 * Source: RFC 9110, section 10.2.3.
 */
export function parseRetryAfter(text: string, now: number): number | undefined {
  const trimmed = text.trim();
  if (seconds.test(trimmed)) return Math.min(Number(trimmed) * 1000, LONGEST_RETRY_AFTER_MS);
  if (!httpDate.test(trimmed)) return undefined;
  const at = new Date(trimmed).getTime();
  return Number.isNaN(at) ? undefined : Math.min(Math.max(0, at - now), LONGEST_RETRY_AFTER_MS);
}
