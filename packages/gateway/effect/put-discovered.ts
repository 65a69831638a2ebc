import { kindOf, memberOf, textAt, validateDiscoveryEndpoint } from '@gatehouse/protocol';
import type { HomeKey } from '../home/home.ts';
import type { HomeRegistry } from '../home/home-registry.ts';
import type { Reason } from '../journal/reason.ts';
import { encodeRefused } from './apply-catalogue.ts';
import type { CatalogueEffect } from './effect.ts';

/** What an answer to Discover did to the home. */
export interface PutDiscovered {
  readonly effects: readonly CatalogueEffect[];
  /** Endpoints that were not taken. */
  readonly ignored: readonly Reason[];
}

/**
 * Takes the endpoints of a Discover.Response into the home; endpoints that it does not name stay, as a device that is
 * not found again stays in the Alexa app until it is deleted. An endpoint that breaks a documented rule is taken and
 * named in `undiscoverable`: the documents say that it is not discoverable, not what becomes of it. Source: fact sheet 4.
 *
 * @returns undefined when the answer is no Discover.Response with a list of endpoints
 */
export function putDiscovered(key: HomeKey, reply: unknown, homes: HomeRegistry): PutDiscovered | undefined {
  const endpoints = memberOf(memberOf(memberOf(reply, 'event'), 'payload'), 'endpoints');
  if (kindOf(reply) !== 'Discover.Response' || !Array.isArray(endpoints)) return undefined;
  const { added, updated, refused } = homes.registerEndpoints(key, endpoints);
  const undiscoverable = listUndiscoverable(endpoints);
  const effect: CatalogueEffect = {
    type: 'catalogue',
    added,
    updated,
    removed: [],
    ...(undiscoverable.length > 0 && { undiscoverable }),
  };
  return {
    effects: added.length + updated.length > 0 ? [effect] : [],
    ignored: refused.map(encodeRefused),
  };
}

/** The ids of the endpoints that break a documented rule, whatever the gateway's mode. */
function listUndiscoverable(endpoints: readonly unknown[]): readonly string[] {
  return endpoints.flatMap(endpoint => {
    const problems = validateDiscoveryEndpoint(endpoint, { mode: 'strict' });
    const endpointId = textAt(endpoint, ['endpointId']);
    return endpointId !== undefined && problems.some(({ severity }) => severity === 'error') ? [endpointId] : [];
  });
}
