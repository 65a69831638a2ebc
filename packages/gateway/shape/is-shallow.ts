/** As deep as messages may nest (rule `message-depth` of the protocol). */
export const DEEPEST: number = 64;

/** Whether a JSON value nests at most 64 levels deep: whatever walks or writes it later must not exhaust the stack. */
export function isShallow(value: unknown, depth: number = 0): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= DEEPEST) return false;
  if (Array.isArray(value)) return value.every(item => isShallow(item, depth + 1));
  const members = value as Readonly<Record<string, unknown>>;
  for (const name in members) if (!isShallow(members[name], depth + 1)) return false;
  return true;
}
