/**
 * The JSON text of a value with the members of every object in the order of their names' code units and without
 * white space: two JSON values are equal exactly when their canonical texts are. Members that are undefined are left
 * out, as JSON does. A bigint, which JSON does not have, stands as its digits. For equality and fingerprints, not for the
 * wire.
 */
export function encodeCanonicalJson(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(item => encodeCanonicalJson(item)).join(',')}]`;
  }
  if (typeof value === 'bigint') {
    return String(value);
  }
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value) ?? 'null';
  }
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${encodeCanonicalJson(member)}`);
  return `{${members.join(',')}}`;
}
