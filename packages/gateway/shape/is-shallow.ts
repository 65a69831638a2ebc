/** As deep as messages may nest (rule `message-depth` of the protocol). */
export const DEEPEST: number = 64;

/** Whether a JSON value nests at most 64 levels deep: whatever walks or writes it later must not exhaust the stack. */
export function isShallow(value: unknown, depth: number = 0): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth < DEEPEST && Object.values(value).every(member => isShallow(member, depth + 1));
}
