/** A moment in milliseconds since the epoch as headers have it: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7). */
export function encodeHttpDate(moment: number): string {
  return new Date(moment).toUTCString();
}
