import { isJsonObject, type JsonObject, memberOf } from '../json/json-object.ts';
import type { AlexaEvent } from '../message/alexa-event.ts';
import { kindOf } from '../message/kind.ts';

/** One thing that a catalogue report says: an endpoint is there like this, or it is gone. */
export type CatalogueChange =
  | { readonly type: 'put'; readonly endpointId: string; readonly endpoint: JsonObject }
  | { readonly type: 'delete'; readonly endpointId: string };

/**
 * What an AddOrUpdateReport or a DeleteReport says, endpoint by endpoint; nothing for a message of another kind. An
 * entry without an endpointId says nothing.
 */
export function listCatalogueChanges(report: AlexaEvent): CatalogueChange[] {
  const kind = kindOf(report);
  const endpoints = memberOf(report.event.payload, 'endpoints');
  if ((kind !== 'AddOrUpdateReport' && kind !== 'DeleteReport') || !Array.isArray(endpoints)) {
    return [];
  }
  return endpoints.filter(isJsonObject).flatMap((endpoint): CatalogueChange[] => {
    const { endpointId } = endpoint;
    if (typeof endpointId !== 'string') {
      return [];
    }
    return [kind === 'DeleteReport' ? { type: 'delete', endpointId } : { type: 'put', endpointId, endpoint }];
  });
}

/**
 * What is left to say of these changes, oldest first: the last one of every endpoint, in their order. A catalogue has
 * no times, so order is all that tells what is newer.
 */
export function mergeCatalogue(changes: readonly CatalogueChange[]): CatalogueChange[] {
  const last = new Map(changes.map(change => [change.endpointId, change]));
  return changes.filter(change => last.get(change.endpointId) === change);
}
