import { GatehouseError } from '@gatehouse/protocol';

/** As deep as messages may nest. */
const DEEPEST = 64;

/**
 * Refuses a JSON value that nests deeper than 64 levels: whatever walks or writes it later must not exhaust the stack.
 *
 * @throws GatehouseError `invalid-request`
 */
export function requireShallow(value: unknown, { what }: { readonly what: string }): void {
  if (isShallow(value, 0)) return;
  throw new GatehouseError('invalid-request', `Cannot take the ${what}: it nests more than ${DEEPEST} levels deep`);
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth < DEEPEST && Object.values(value).every(member => isShallow(member, depth + 1));
}
