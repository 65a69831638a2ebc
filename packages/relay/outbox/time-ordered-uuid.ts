/**
 * A UUID of version 7 (RFC 9562 section 5.7) from one of version 4: its first 48 bits become the time, in milliseconds
 * since the epoch, the rest stays chance. Those of one time lie beside each other in an index, so that adding one changes
 * a page that is being changed anyway, however many there are.
 */
export function timeOrderedUuid(uuid: string, at: number): string {
  const time = Math.max(0, Math.trunc(at)).toString(16).padStart(12, '0').slice(-12);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${uuid.slice(15)}`;
}
