/** What a member or an item costs beside its text. */
const OVERHEAD = 16;

/**
 * Roughly how many characters a JSON value holds: its texts and names, and a little for each value. Cheaper than
 * writing it out; good for a bound, not for a Content-Length.
 */
export function measureSize(value: unknown): number {
  if (typeof value === 'string') return OVERHEAD + value.length;
  if (typeof value !== 'object' || value === null) return OVERHEAD;
  if (Array.isArray(value)) return value.reduce<number>((size, item) => size + measureSize(item), OVERHEAD);
  return Object.entries(value).reduce((size, [name, member]) => size + name.length + measureSize(member), OVERHEAD);
}
