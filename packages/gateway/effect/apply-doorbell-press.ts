import { textAt } from '@gatehouse/protocol';
import type { AcceptedEvent, EffectScope } from './accepted-event.ts';
import { type Applied, createIgnored } from './applied.ts';
import { judgeOwnEvent } from './judge-own-event.ts';
import { withEndpoint } from './with-endpoint.ts';

/**
 * DoorbellPress: Echo devices announce it, when the endpoint declares the interface as proactively reported.
 * Source: fact sheet 2 and 3.3, DoorbellEventSource.
 */
export function applyDoorbellPress(accepted: AcceptedEvent, scope: EffectScope): Applied {
  return withEndpoint(accepted, scope, endpoint => {
    const reason = judgeOwnEvent(accepted.event, endpoint);
    if (reason !== undefined) return createIgnored(reason);
    const { endpointId, friendlyName } = endpoint;
    const timestamp = textAt(accepted.event, ['event', 'payload', 'timestamp']);
    return { effects: [{ type: 'doorbell', endpointId, friendlyName, ...(timestamp !== undefined && { timestamp }) }] };
  });
}
