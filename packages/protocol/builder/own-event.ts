import type { AlexaEvent } from '../message/alexa-event.ts';
import type { Cause } from '../message/cause.ts';
import { createHeader } from './header.ts';

/** A DoorbellPress without scope; `timestamp` as `encodeTimestamp` writes it. Source: fact sheet 2. */
export function doorbellPress(parts: {
  readonly messageId: string;
  readonly endpointId: string;
  readonly timestamp: string;
  readonly cause?: Cause;
}): AlexaEvent {
  return {
    context: {},
    event: {
      header: createHeader(['Alexa.DoorbellEventSource', 'DoorbellPress'], { messageId: parts.messageId }),
      endpoint: { endpointId: parts.endpointId },
      payload: { cause: { type: parts.cause ?? 'PHYSICAL_INTERACTION' }, timestamp: parts.timestamp },
    },
  };
}

/**
 * A SimpleEvent without scope: the event `id` of one `instance` has fired; `timestamp` as `encodeTimestamp` writes it.
 * Source: simple-event-source interface, SimpleEvent event.
 */
export function simpleEvent(parts: {
  readonly messageId: string;
  readonly endpointId: string;
  readonly instance: string;
  readonly id: string;
  readonly timestamp: string;
}): AlexaEvent {
  const { messageId, instance } = parts;
  return {
    event: {
      header: createHeader(['Alexa.SimpleEventSource', 'Event'], { messageId, instance, payloadVersion: '1.0' }),
      endpoint: { endpointId: parts.endpointId },
      payload: { id: parts.id, timestamp: parts.timestamp },
    },
  };
}
