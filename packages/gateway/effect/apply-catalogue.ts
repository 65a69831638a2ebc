import { memberOf, textAt } from '@gatehouse/protocol';
import type { RefusedEndpoint } from '../home/home-registry.ts';
import type { Reason } from '../journal/reason.ts';
import type { AcceptedEvent, EffectScope } from './accepted-event.ts';
import { type Applied, createIgnored } from './applied.ts';
import { createReason } from './create-reason.ts';
import type { CatalogueEffect } from './effect.ts';
import { createNotDiscovered } from './with-endpoint.ts';

const POINTER = '/event/payload/endpoints';

/** AddOrUpdateReport: endpoints come or are described anew; those not named stay. Source: fact sheet 2 and 4. */
export function applyAddOrUpdateReport(accepted: AcceptedEvent, scope: EffectScope): Applied {
  const { added, updated, refused } = scope.homes.registerEndpoints(accepted, listEndpoints(accepted));
  return encodeCatalogue({ type: 'catalogue', added, updated, removed: [] }, refused.map(encodeRefused));
}

/** DeleteReport: endpoints go, with everything that was known of them. Source: fact sheet 2. */
export function applyDeleteReport(accepted: AcceptedEvent, scope: EffectScope): Applied {
  const named = listEndpoints(accepted).map(item => textAt(item, ['endpointId']) ?? '');
  const removed = scope.homes.removeEndpoints(accepted, named);
  const gone = new Set(removed);
  const ignored = named.flatMap((endpointId, index) =>
    gone.has(endpointId) ? [] : [createNotDiscovered(endpointId, `${POINTER}/${index}/endpointId`)],
  );
  return encodeCatalogue({ type: 'catalogue', added: [], updated: [], removed }, ignored);
}

function listEndpoints(accepted: AcceptedEvent): readonly unknown[] {
  const endpoints = memberOf(memberOf(memberOf(accepted.event, 'event'), 'payload'), 'endpoints');
  return Array.isArray(endpoints) ? endpoints : [];
}

function encodeCatalogue(effect: CatalogueEffect, ignored: readonly Reason[]): Applied {
  const [reason] = ignored;
  if (effect.added.length + effect.updated.length + effect.removed.length > 0) {
    return { effects: [effect], ...(reason && { reason, ignored }) };
  }
  if (reason !== undefined) return { effects: [], reason, ignored };
  return createIgnored(createReason('nothing-reported', 'The report names no endpoint', { pointer: POINTER }));
}

/** Why an endpoint of a report or of an answer to Discover was not taken. */
export function encodeRefused({ index, code }: RefusedEndpoint): Reason {
  const pointer = `${POINTER}/${index}`;
  return code === 'home-full'
    ? createReason(code, 'The home holds as many endpoints as the gateway keeps', { pointer })
    : createReason(code, 'An endpoint needs at least an endpointId to be known by', { pointer });
}
