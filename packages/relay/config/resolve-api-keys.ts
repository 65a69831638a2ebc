import { GatehouseError, parseTimestamp } from '@gatehouse/protocol';
import type { ApiScope } from '../http/api-scope.ts';
import type { RelaySection } from './relay-section-schema.ts';

/** An API key as the relay knows it: by its hash alone. */
export interface ApiKeyConfig {
  /** What logs and answers call it. */
  readonly id: string;
  /** The SHA-256 of the key, 64 hexadecimal digits. */
  readonly hash: string;
  /** Default: all of them. */
  readonly scopes?: readonly ApiScope[];
  /** From then on the key is refused, in milliseconds since the epoch; default: never. */
  readonly expiresAt?: number;
}

/**
 * Checks the API keys of the configuration. A rotation is two entries: the new key beside the old one until nobody uses that.
 *
 * @throws GatehouseError `config-invalid` for an id or a key that is there twice, and for an end that is no time
 */
export function resolveApiKeys(apiKeys: RelaySection['apiKeys'] = []): readonly ApiKeyConfig[] {
  return apiKeys.map(({ id, hash, scopes, expiresAt }, index) => {
    const pointer = `/apiKeys/${index}`;
    const before = apiKeys.slice(0, index);
    if (before.some(other => other.id === id)) throw refuse(`${pointer}/id`, `has an id that another one has: ${id}`);
    if (before.some(other => other.hash === hash)) throw refuse(`${pointer}/hash`, 'is the key of another entry');
    const endsAt = expiresAt === undefined ? undefined : parseTimestamp(expiresAt);
    if (expiresAt !== undefined && endsAt === undefined) {
      throw refuse(`${pointer}/expiresAt`, 'ends at no time; allowed is ISO 8601 in UTC, such as 2027-01-31T00:00:00Z');
    }
    return {
      ...{ id, hash },
      ...(scopes === undefined ? {} : { scopes }),
      ...(endsAt === undefined ? {} : { expiresAt: endsAt }),
    };
  });
}

function refuse(pointer: string, message: string): GatehouseError {
  return new GatehouseError('config-invalid', `An entry of relay.apiKeys ${message}`, { pointer });
}
