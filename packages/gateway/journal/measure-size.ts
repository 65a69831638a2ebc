/** What a member or an item costs beside its text. */
const OVERHEAD = 16;

/**
 * Roughly how many characters a JSON value holds: its texts and names, and a little for each value. Cheaper than
 * writing it out; good for a bound, not for a Content-Length.
 */
export function measureSize(value: unknown): number {
  if (typeof value === 'string') return OVERHEAD + value.length;
  if (typeof value !== 'object' || value === null) return OVERHEAD;
  let size = OVERHEAD;
  if (Array.isArray(value)) {
    for (const item of value) size += measureSize(item);
    return size;
  }
  const members = value as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(members)) size += name.length + measureSize(members[name]);
  return size;
}
