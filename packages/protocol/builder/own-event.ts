import type { AlexaEvent } from '../message/alexa-event.ts';
import type { Cause } from '../message/cause.ts';
import { encodeTime, type Time } from './encode-time.ts';
import { createHeader } from './header.ts';

/** A DoorbellPress without scope; `timestamp` as text or in milliseconds since the epoch. Source: fact sheet 2. */
export function doorbellPress(parts: {
  readonly messageId: string;
  readonly endpointId: string;
  readonly timestamp: Time;
  readonly cause?: Cause;
}): AlexaEvent {
  return {
    context: {},
    event: {
      header: createHeader(['Alexa.DoorbellEventSource', 'DoorbellPress'], { messageId: parts.messageId }),
      endpoint: { endpointId: parts.endpointId },
      payload: { cause: { type: parts.cause ?? 'PHYSICAL_INTERACTION' }, timestamp: encodeTime(parts.timestamp) },
    },
  };
}

/**
 * A SimpleEvent without scope: the event `id` of one `instance` has fired at `timestamp`, as text or in milliseconds
 * since the epoch. Source: simple-event-source interface, SimpleEvent event.
 */
export function simpleEvent(parts: {
  readonly messageId: string;
  readonly endpointId: string;
  readonly instance: string;
  readonly id: string;
  readonly timestamp: Time;
}): AlexaEvent {
  const { messageId, instance } = parts;
  return {
    event: {
      header: createHeader(['Alexa.SimpleEventSource', 'Event'], { messageId, instance, payloadVersion: '1.0' }),
      endpoint: { endpointId: parts.endpointId },
      payload: { id: parts.id, timestamp: encodeTime(parts.timestamp) },
    },
  };
}
