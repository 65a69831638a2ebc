import { memberOf, textAt } from '@gatehouse/protocol';
import type { KnownEndpoint } from '../home/home-registry.ts';
import type { Reason } from '../journal/reason.ts';
import type { AcceptedEvent, EffectScope } from './accepted-event.ts';
import { type Applied, createIgnored } from './applied.ts';
import { createReason } from './create-reason.ts';
import { judgeOwnEvent } from './judge-own-event.ts';
import { withEndpoint } from './with-endpoint.ts';

const INTERFACE = 'Alexa.SimpleEventSource';

/**
 * SimpleEvent: routines can start from it, when the endpoint declares this instance and this event.
 * Source: simple-event-source interface, Capabilities array and SimpleEvent payload.
 */
export function applySimpleEvent(accepted: AcceptedEvent, scope: EffectScope): Applied {
  return withEndpoint(accepted, scope, endpoint => {
    const { endpointId } = endpoint;
    const instance = textAt(accepted.event, ['event', 'header', 'instance']);
    const id = textAt(accepted.event, ['event', 'payload', 'id']);
    const timestamp = textAt(accepted.event, ['event', 'payload', 'timestamp']);
    const reason = judgeOwnEvent(accepted.event, endpoint) ?? judgeUndeclared(id, { endpoint, instance });
    if (reason !== undefined) return createIgnored(reason);
    const texts = { ...(id !== undefined && { id }), ...(timestamp !== undefined && { timestamp }) };
    return { effects: [{ type: 'simple-event', endpointId, instance: instance ?? '', ...texts }] };
  });
}

/** Of an instance that declares no event at all the protocol judges none; Alexa cannot know this one. */
function judgeUndeclared(
  id: string | undefined,
  { endpoint, instance }: { readonly endpoint: KnownEndpoint; readonly instance: string | undefined },
): Reason | undefined {
  const supported = memberOf(endpoint.declarations.capabilityOf(INTERFACE, instance)?.configuration, 'supportedEvents');
  if (id === undefined || (Array.isArray(supported) && supported.length > 0)) return undefined;
  const message = `Event ${id} of endpoint ${endpoint.endpointId} is not declared; configuration.supportedEvents has none`;
  return createReason('unknown-event', message, { pointer: '/event/payload/id' });
}
