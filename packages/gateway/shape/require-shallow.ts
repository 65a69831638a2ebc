import { GatehouseError } from '@gatehouse/protocol';
import { DEEPEST, isShallow } from './is-shallow.ts';

/**
 * Refuses a JSON value that nests deeper than 64 levels.
 *
 * @throws GatehouseError `invalid-request`
 */
export function requireShallow(value: unknown, { what }: { readonly what: string }): void {
  if (isShallow(value)) return;
  throw new GatehouseError('invalid-request', `Cannot take the ${what}: it nests more than ${DEEPEST} levels deep`);
}
