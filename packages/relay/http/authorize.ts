import { timingSafeEqual } from 'node:crypto';
import type { Clock, Secret } from '@gatehouse/client/platform';
import { encodeTimestamp, GatehouseError } from '@gatehouse/protocol';
import type { ApiKeyConfig } from '../config/resolve-api-keys.ts';
import { API_SCOPES, type ApiScope } from './api-scope.ts';
import { hashApiKey } from './hash-api-key.ts';

/** Who is let in. Without any key everybody who reaches the relay is. */
export interface AuthorizerOptions {
  /** A key that allows everything. */
  readonly apiKey?: Secret | undefined;
  readonly apiKeys?: readonly ApiKeyConfig[] | undefined;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Checks a header `Authorization`; without `scope` any key will do.
 *
 * @throws GatehouseError `unauthorized` without a key that is known and still in use, `forbidden` for one without the scope
 */
export type Authorizer = (authorization: string | undefined, scope?: ApiScope) => void;

/** `id` is undefined for the one key that stands in the configuration itself. */
interface KnownKey {
  readonly id: string | undefined;
  readonly hash: Buffer;
  readonly scopes: readonly ApiScope[];
  readonly expiresAt: number;
}

/**
 * Makes the check of the header `Authorization: Bearer KEY` (RFC 6750 section 2.1). Keys are compared by their hashes in
 * constant time, each with every one that is known, so that neither length nor content of a right one shows in the time that
 * the answer takes.
 */
export function createAuthorizer({ apiKey, apiKeys = [], clock }: AuthorizerOptions): Authorizer {
  const known = apiKeys.map(knownKeyOf);
  if (apiKey !== undefined) known.unshift(knownKeyOf({ hash: hashApiKey(apiKey.reveal()).toString('hex') }));
  if (known.length === 0) return () => {};
  return (authorization, scope) => {
    const given = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
    if (given === undefined) throw refuse('No API key came with the request');
    const hash = hashApiKey(given);
    const [key] = known.filter(one => timingSafeEqual(one.hash, hash));
    if (key === undefined) throw refuse('The API key of the request is not known');
    checkKey(key, { scope, now: clock.now() });
  };
}

function knownKeyOf(key: Omit<ApiKeyConfig, 'id'> & { readonly id?: string }): KnownKey {
  const { id, hash, scopes = API_SCOPES, expiresAt = Number.POSITIVE_INFINITY } = key;
  return { id, hash: Buffer.from(hash, 'hex'), scopes, expiresAt };
}

function checkKey(key: KnownKey, { scope, now }: { readonly scope: ApiScope | undefined; readonly now: number }): void {
  const { id, scopes, expiresAt } = key;
  if (now >= expiresAt) throw refuse(`The API key ${id} was in use until ${encodeTimestamp(expiresAt)}`);
  if (scope === undefined || scopes.includes(scope)) return;
  const message = `The request needs a key with the scope ${scope}; the API key ${id} has ${scopes.join(', ')}`;
  throw new GatehouseError('forbidden', message);
}

function refuse(found: string): GatehouseError {
  return new GatehouseError('unauthorized', `${found}; send Authorization: Bearer with a key of the relay`);
}
