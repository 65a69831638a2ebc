import type { Secret } from '@gatehouse/client/platform';
import { GatehouseError } from '@gatehouse/protocol';
import { isLoopback } from './is-loopback.ts';
import type { ApiKeyConfig } from './resolve-api-keys.ts';

/** The fewest characters of `apiKey` where others than this machine can try; as for the gateway's key, our choice. */
const SHORTEST_KEY = 16;

/**
 * Lets a relay listen beyond loopback only with API keys that nobody guesses. On loopback anything goes.
 *
 * @throws GatehouseError `config-unsafe-binding`
 */
export function requireSafeBinding(
  host: string,
  { apiKey, apiKeys }: { readonly apiKey: Secret | undefined; readonly apiKeys: readonly ApiKeyConfig[] },
): void {
  if (isLoopback(host)) return;
  if (apiKey === undefined && apiKeys.length === 0) {
    const message = `The relay would listen on ${host} without an API key; set relay.apiKeys or relay.apiKey, or listen on 127.0.0.1`;
    throw new GatehouseError('config-unsafe-binding', message, { pointer: '/host' });
  }
  const length = apiKey?.reveal().length ?? SHORTEST_KEY;
  if (length >= SHORTEST_KEY) return;
  const found = `The relay would listen on ${host} with a relay.apiKey of ${length} characters, which can be guessed`;
  const allowed = `allowed are ${SHORTEST_KEY} or more ("gatehouse keys api" makes one), or listen on 127.0.0.1`;
  throw new GatehouseError('config-unsafe-binding', `${found}; ${allowed}`, { pointer: '/apiKey' });
}
