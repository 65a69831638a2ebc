import { textAt } from '@gatehouse/protocol';
import type { KnownEndpoint } from '../home/home-registry.ts';
import type { Reason } from '../journal/reason.ts';
import type { AcceptedEvent, EffectScope } from './accepted-event.ts';
import { type Applied, createIgnored } from './applied.ts';
import { createReason } from './create-reason.ts';

/** Acts on the endpoint that an event names, or says that it names none, or one that the skill never made known. */
export function withEndpoint(
  accepted: AcceptedEvent,
  scope: EffectScope,
  act: (endpoint: KnownEndpoint) => Applied,
): Applied {
  const endpointId = textAt(accepted.event, ['event', 'endpoint', 'endpointId']);
  if (endpointId === undefined) {
    const message = `Applying ${accepted.kind} found no endpoint; event.endpoint.endpointId names it`;
    return createIgnored(createReason('no-endpoint', message, { pointer: '/event/endpoint/endpointId' }));
  }
  const endpoint = scope.homes.readEndpoint(accepted, endpointId);
  return endpoint === undefined ? createIgnored(createNotDiscovered(endpointId)) : act(endpoint);
}

/** The reason for an endpoint that the skill never made known to the customer's home, or has deleted. */
export function createNotDiscovered(endpointId: string, pointer: string = '/event/endpoint/endpointId'): Reason {
  const message = `Endpoint ${endpointId} is not known in this home; announce it with Discover.Response or AddOrUpdateReport`;
  return createReason('not-discovered', message, { pointer });
}
