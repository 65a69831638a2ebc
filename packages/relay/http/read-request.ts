import { isUtf8 } from 'node:buffer';
import { GatehouseError, parseRegion, type Region } from '@gatehouse/protocol';
import { isCustomerId, MAX_ID_LENGTH } from '../customer/is-customer-id.ts';
import type { ApiRequest } from './api-route.ts';

const MAX_LIMIT = 1_000;
const DEFAULT_LIMIT = 100;
const MAX_KEY_LENGTH = 255;

/** A part of the path that names something. */
export function readParam(request: ApiRequest, name: string): string {
  return checkId(request.params[name], `the path's ${name}`);
}

/** The id of a customer or an endpoint. */
export function checkId(value: unknown, what: string, pointer?: string): string {
  if (isCustomerId(value)) return value;
  throw new GatehouseError('invalid-request', tellIdForm(what), pointer === undefined ? {} : { pointer });
}

/** Says of an id that cannot be used what may be one. */
export function tellIdForm(what: string): string {
  return `Cannot use ${what}; allowed are 1 to ${MAX_ID_LENGTH} characters without control characters`;
}

/** One value of the query, or undefined. */
export function readQuery(request: ApiRequest, name: string): string | undefined {
  const value = request.query[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value === 'string') return value;
  throw new GatehouseError('invalid-request', `The query has ${name} more than once; allowed is one`);
}

/** One value of the query out of a list, or undefined. */
export function readChoice<Choice extends string>(
  request: ApiRequest,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const value = readQuery(request, name);
  const choice = choices.find(one => one === value);
  if (value === undefined || choice !== undefined) return choice;
  throw new GatehouseError('invalid-request', `The query's ${name} is ${value}; allowed are ${choices.join(', ')}`);
}

/** Which part of a list is asked for: at most `limit` items (1 to 1,000, default 100) after the item `after`. */
export function readPage(request: ApiRequest): { limit: number; after?: string } {
  const after = readQuery(request, 'after');
  const text = readQuery(request, 'limit');
  const limit = text === undefined ? DEFAULT_LIMIT : Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw new GatehouseError('invalid-request', `The query's limit is ${text}; allowed are 1 to ${MAX_LIMIT}`);
  }
  return after === undefined ? { limit } : { limit, after };
}

/**
 * Makes the answer to a list request of one item more than the page holds: that there is one tells that there is a
 * next page.
 */
export function encodePage<Item>(
  found: readonly Item[],
  limit: number,
  idOf: (item: Item) => string,
): { items: readonly Item[]; next?: string } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return found.length > limit && last !== undefined ? { items, next: idOf(last) } : { items };
}

/** One header, or undefined. Its bytes are read as UTF-8 where they are, else as Latin-1. */
export function readHeader(request: ApiRequest, name: string): string | undefined {
  const value = request.headers[name];
  const text = (Array.isArray(value) ? value.join(',') : value)?.trim();
  if (text === undefined || text === '') return undefined;
  const bytes = Buffer.from(text, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : text;
}

/** The header `gatehouse-region`, or undefined. */
export function readRegion(request: ApiRequest): Region | undefined {
  const text = readHeader(request, 'gatehouse-region');
  if (text === undefined) return undefined;
  const region = parseRegion(text);
  if (region !== undefined) return region;
  throw new GatehouseError('invalid-request', `The header gatehouse-region is ${text}; allowed are NA, EU and FE`);
}

/** The header `idempotency-key`, or undefined. */
export function readIdempotencyKey(request: ApiRequest): string | undefined {
  const key = readHeader(request, 'idempotency-key');
  if (key === undefined || key.length <= MAX_KEY_LENGTH) return key;
  const message = `The header idempotency-key has ${key.length} characters; allowed are ${MAX_KEY_LENGTH}`;
  throw new GatehouseError('invalid-request', message);
}
