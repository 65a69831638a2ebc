import { textAt } from '@gatehouse/protocol';
import type { AcceptedEvent, EffectScope } from './accepted-event.ts';
import { type Applied, createIgnored } from './applied.ts';
import { createReason } from './create-reason.ts';
import { withEndpoint } from './with-endpoint.ts';

/**
 * Every other event of an interface, such as media, wake-up, detection and consumption: kept in the journal, when the
 * endpoint declares the interface and the instance that the header names. Source: fact sheet 2 and 3.3.
 */
export function applyRecorded(accepted: AcceptedEvent, scope: EffectScope): Applied {
  return withEndpoint(accepted, scope, ({ endpointId, declarations }) => {
    const namespace = textAt(accepted.event, ['event', 'header', 'namespace']) ?? '';
    const name = textAt(accepted.event, ['event', 'header', 'name']) ?? '';
    const instance = textAt(accepted.event, ['event', 'header', 'instance']);
    if (!declarations.hasInterface(namespace)) {
      const message = `Endpoint ${endpointId} does not declare ${namespace}; list it among its capabilities`;
      return createIgnored(createReason('not-declared', message, { pointer: '/event/header/namespace' }));
    }
    if (instance !== undefined && declarations.capabilityOf(namespace, instance) === undefined) {
      const message = `The event of endpoint ${endpointId} names instance ${instance}; an instance that discovery declared is needed`;
      return createIgnored(createReason('unknown-instance', message, { pointer: '/event/header/instance' }));
    }
    return { effects: [{ type: 'recorded', namespace, name, endpointId }] };
  });
}
