import { textAt } from '@gatehouse/protocol';
import type { AcceptedEvent, EffectScope } from './accepted-event.ts';
import { type Applied, createIgnored } from './applied.ts';
import { createReason } from './create-reason.ts';
import { withEndpoint } from './with-endpoint.ts';

const INTERFACE = 'Alexa.DoorbellEventSource';

/**
 * DoorbellPress: Echo devices announce it, when the endpoint declares the interface as proactively reported.
 * Source: fact sheet 2 and 3.3, DoorbellEventSource.
 */
export function applyDoorbellPress(accepted: AcceptedEvent, scope: EffectScope): Applied {
  return withEndpoint(accepted, scope, ({ endpointId, friendlyName, declarations }) => {
    const capability = declarations.capabilityOf(INTERFACE);
    if (capability === undefined) {
      const message = `Endpoint ${endpointId} does not declare ${INTERFACE}; list it among its capabilities`;
      return createIgnored(createReason('not-declared', message, { pointer: '/event/header/namespace' }));
    }
    if (!capability.proactivelyReported) {
      const message = `Endpoint ${endpointId} does not report presses; declare proactivelyReported on ${INTERFACE}`;
      return createIgnored(createReason('not-proactively-reported', message, { pointer: '/event/header/namespace' }));
    }
    const timestamp = textAt(accepted.event, ['event', 'payload', 'timestamp']);
    return { effects: [{ type: 'doorbell', endpointId, friendlyName, ...(timestamp !== undefined && { timestamp }) }] };
  });
}
