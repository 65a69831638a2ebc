import { capabilityOf } from '../capability/capabilities.ts';
import { newestState } from '../merge/newest-state.ts';
import type { AlexaEvent } from '../message/alexa-event.ts';
import type { StateProperty } from '../message/state-property.ts';
import { createHeader } from './header.ts';

/**
 * What an interface's own event says. `payload` is `{}` unless given; `payloadVersion` is that of the interface, `3`
 * where nobody knows it; `properties` become the context, of each property the newest sample.
 */
export interface InterfaceEventParts {
  readonly messageId: string;
  readonly endpointId?: string | undefined;
  readonly correlationToken?: string | undefined;
  readonly instance?: string | undefined;
  readonly payloadVersion?: string | undefined;
  readonly payload?: Readonly<Record<string, unknown>> | undefined;
  readonly properties?: readonly StateProperty[] | undefined;
}

/**
 * An event that an interface defines for itself, without scope. For those that have no builder of their own, because
 * nobody has described their payload. Source: fact sheet 2.
 */
export function interfaceEvent(
  message: readonly [namespace: string, name: string],
  parts: InterfaceEventParts,
): AlexaEvent {
  const { messageId, correlationToken, instance, endpointId, properties } = parts;
  const payloadVersion = parts.payloadVersion ?? capabilityOf(message[0])?.payloadVersion ?? '3';
  return {
    ...(properties === undefined ? {} : { context: { properties: newestState(properties) } }),
    event: {
      header: createHeader(message, { messageId, correlationToken, instance, payloadVersion }),
      ...(endpointId === undefined ? {} : { endpoint: { endpointId } }),
      payload: parts.payload ?? {},
    },
  };
}
