import { GatehouseError } from '@gatehouse/protocol';

/** Which part of a list is asked for. */
export interface Paging {
  readonly limit: number;
  readonly after?: string;
}

/** A part of a list; `next` is the value for `after` when there is more. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

const DEFAULT_LIMIT = 100;
const LONGEST = 1_000;

/**
 * Reads `limit` (1 to 1,000, default 100) and `after` of a query.
 *
 * @throws GatehouseError `invalid-request` for another limit
 */
export function parsePaging(query: unknown): Paging {
  const { limit, after } = queryOf(query);
  const number = limit === undefined ? DEFAULT_LIMIT : Number(limit);
  if (!Number.isInteger(number) || number < 1 || number > LONGEST) {
    throw new GatehouseError('invalid-request', `Cannot list with this limit; allowed are 1 to ${LONGEST}`, {
      pointer: '/limit',
    });
  }
  return { limit: number, ...(after !== undefined && { after }) };
}

/** The single texts of a query; a name given twice counts with its last. */
export function queryOf(query: unknown): Readonly<Record<string, string>> {
  if (typeof query !== 'object' || query === null) return {};
  const entries: [string, unknown][] = Object.entries(query).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, String(Array.isArray(value) ? value.at(-1) : value)]),
  );
}

/** The page of a sorted list that a query asks for. */
export function pageOf<T>(
  list: readonly T[],
  { idOf, query }: { readonly idOf: (item: T) => string; readonly query: unknown },
): Page<T> {
  const { limit, after } = parsePaging(query);
  const start = after === undefined ? 0 : list.findIndex(item => idOf(item) > after);
  const rest = start < 0 ? [] : list.slice(start);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return { items, ...(rest.length > limit && last !== undefined && { next: idOf(last) }) };
}
