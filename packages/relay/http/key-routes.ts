import { GatehouseError, memberOf } from '@gatehouse/protocol';
import type { GrantStore } from '../grant/grant-store.ts';
import { operatorOperations } from '../openapi/operator-operations.ts';
import type { Keyring } from '../seal/keyring.ts';
import { type GrantRange, listSeals, resealGrants } from '../seal/reseal-grants.ts';
import type { ApiRoute } from './api-route.ts';
import { readPage } from './read-request.ts';

/** What the routes of keys work with. */
export interface KeyRouteTools {
  readonly store: Pick<GrantStore, 'listGrants' | 'resealGrant'>;
  readonly keyring: Keyring;
}

/**
 * `GET /v1/keys`: the ids of the sealing keys, and a page of grants with the key of each; no key and no token.
 * `POST /v1/keys/reseal`: reads the key file anew and seals a page of grants with its current key; with `current` in the
 * body only if that is the key, else `conflict`, as without any key.
 */
export function keyRoutes(tools: KeyRouteTools): ApiRoute[] {
  const { keyring } = tools;
  return [
    {
      method: 'GET',
      path: '/v1/keys',
      operation: operatorOperations.listSeals,
      scope: 'operate',
      handle: async request => {
        const seals = await listSeals(readPage(request), tools);
        return { status: 200, body: { current: keyring.current ?? null, keys: keyring.ids, ...seals } };
      },
    },
    {
      method: 'POST',
      path: '/v1/keys/reseal',
      operation: operatorOperations.resealGrants,
      commits: true,
      scope: 'operate',
      handle: async request => {
        const range: GrantRange = readPage(request);
        await keyring.reload();
        checkCurrent(keyring, memberOf(request.body, 'current'));
        return { status: 200, body: { current: keyring.current, ...(await resealGrants(range, tools)) } };
      },
    },
  ];
}

function checkCurrent(keyring: Keyring, asked: unknown): void {
  if (keyring.current === undefined) {
    const message =
      'The relay has no sealing keys to seal with; start it with relay.keysFile or GATEHOUSE_RELAY_KEYS_FILE';
    throw new GatehouseError('conflict', message);
  }
  if (asked === undefined || asked === keyring.current) return;
  const message = `The relay seals with key ${keyring.current} and not with the one asked for; let both read the same key file`;
  throw new GatehouseError('conflict', message, { pointer: '/current' });
}
