import { memberOf } from '@gatehouse/protocol';
import type { HomeKey } from '../home/home.ts';
import type { HomeRegistry } from '../home/home-registry.ts';
import { type PutProperties, putProperties } from './put-properties.ts';
import { createNotDiscovered } from './with-endpoint.ts';

/** A direct or later answer to a directive, and whose endpoint it is about. */
export interface RepliedState {
  readonly key: HomeKey;
  readonly endpointId: string | undefined;
  /** The whole event. */
  readonly reply: unknown;
}

/** Puts the state that an answer carries in its context into the home. Source: fact sheet 1.5, Response and StateReport. */
export function putReplyState({ key, endpointId, reply }: RepliedState, homes: HomeRegistry): PutProperties {
  const properties = memberOf(memberOf(reply, 'context'), 'properties');
  if (endpointId === undefined || !Array.isArray(properties) || properties.length === 0) {
    return { effects: [], ignored: [] };
  }
  const endpoint = homes.readEndpoint(key, endpointId);
  if (endpoint === undefined) return { effects: [], ignored: [createNotDiscovered(endpointId, '/context/properties')] };
  return putProperties({ key, endpoint, properties, pointer: '/context/properties', role: 'context' }, homes);
}
