import { GatehouseError, isJsonObject, type JsonObject, memberOf, nearestNames } from '@gatehouse/protocol';

/** One `--set PATH=VALUE`. */
export interface Setting {
  readonly path: string;
  readonly text: string;
}

/**
 * Reads `PATH=VALUE`.
 *
 * @throws GatehouseError `wrong-usage` for a text without `=` or without a path
 */
export function parseSetting(given: string): Setting {
  const cut = given.indexOf('=');
  if (cut > 0) return { path: given.slice(0, cut), text: given.slice(cut + 1) };
  throw new GatehouseError(
    'wrong-usage',
    `--set got "${given}"; allowed is PATH=VALUE, such as state.status=ORDER_SHIPPED`,
  );
}

/** The path of each value that is neither an object nor a list of objects: names and places with dots between them. */
export function listPlaces(value: unknown, prefix = ''): string[] {
  if (Array.isArray(value) && value.some(isJsonObject)) {
    return value.flatMap((item, index) => listPlaces(item, join(prefix, String(index))));
  }
  if (!isJsonObject(value)) return [prefix];
  return Object.entries(value).flatMap(([name, member]) => listPlaces(member, join(prefix, name)));
}

/** The value at a path; undefined where there is none. */
export function readPlace(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, name) => (Array.isArray(at) ? at[Number(name)] : memberOf(at, name)), value);
}

/** A copy of a value with another one at a path; objects on the way there are made. */
export function setPlace(value: unknown, path: string, set: unknown): unknown {
  const [name = '', ...rest] = path.split('.');
  const next = rest.length === 0 ? set : setPlace(readPlace(value, name), rest.join('.'), set);
  if (Array.isArray(value)) return value.with(Number(name), next);
  return { ...(isJsonObject(value) ? value : {}), [name]: next } satisfies JsonObject;
}

/** A text as the kind of value that stands at its place: a number, a truth, a list of texts, or text. */
export function readAs(before: unknown, text: string): unknown {
  if (Array.isArray(before)) return text.split(',').map(item => item.trim());
  if (typeof before === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  if (typeof before === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

/**
 * Refuses a path that is none of those allowed.
 *
 * @throws GatehouseError `wrong-usage`, which lists what is allowed
 */
export function checkPlace(path: string, { name, allowed }: { name: string; allowed: readonly string[] }): void {
  if (allowed.includes(path)) return;
  const [nearest] = nearestNames(path, allowed);
  const meant = nearest === undefined ? '' : `; "${nearest}" may be meant`;
  const message = `--set got the path "${path}", which ${name} does not have${meant}; allowed are ${allowed.join(', ')}`;
  throw new GatehouseError('wrong-usage', message);
}

function join(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}.${name}`;
}
