import { memberOf, textAt } from '@gatehouse/protocol';
import type { DeclaredCapability } from '../home/declarations.ts';
import type { KnownEndpoint } from '../home/home-registry.ts';
import type { Reason } from '../journal/reason.ts';
import type { AcceptedEvent, EffectScope } from './accepted-event.ts';
import { type Applied, createIgnored } from './applied.ts';
import { createReason } from './create-reason.ts';
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
    const capability = endpoint.declarations.capabilityOf(INTERFACE, instance);
    if (capability === undefined || instance === undefined) return createIgnored(judgeInstance(endpoint, instance));
    const reason = id === undefined ? undefined : judgeEvent(id, capability, endpointId);
    if (reason !== undefined) return createIgnored(reason);
    const texts = { ...(id !== undefined && { id }), ...(timestamp !== undefined && { timestamp }) };
    return { effects: [{ type: 'simple-event', endpointId, instance, ...texts }] };
  });
}

function judgeInstance(endpoint: KnownEndpoint, instance: string | undefined): Reason {
  const { endpointId } = endpoint;
  if (!endpoint.declarations.hasInterface(INTERFACE)) {
    const message = `Endpoint ${endpointId} does not declare ${INTERFACE}; list it among its capabilities`;
    return createReason('not-declared', message, { pointer: '/event/header/namespace' });
  }
  const found = instance === undefined ? 'no instance' : `instance ${instance}`;
  const message = `The event of endpoint ${endpointId} names ${found}; an instance that discovery declared is needed`;
  return createReason('unknown-instance', message, { pointer: '/event/header/instance' });
}

function judgeEvent(id: string, capability: DeclaredCapability, endpointId: string): Reason | undefined {
  const supported = memberOf(capability.configuration, 'supportedEvents');
  const ids = Array.isArray(supported) ? supported.map(item => memberOf(item, 'id')) : [];
  if (ids.includes(id)) return undefined;
  const message = `Event ${id} of endpoint ${endpointId} is not declared; configuration.supportedEvents has ${ids.join(', ') || 'none'}`;
  return createReason('unknown-event', message, { pointer: '/event/payload/id' });
}
