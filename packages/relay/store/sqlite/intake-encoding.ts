import { encodeCanonicalJson } from '@gatehouse/protocol';
import type { SettledEvent, Settlement } from '../../lane/lane-store.ts';
import type { Intake, NewEvent } from '../../outbox/outbox-store.ts';
import type { PropertyKey, Sample } from '../../shadow/property-value.ts';
import { encodeLines } from './json-lines.ts';
import type {
  EncodedEvent,
  EncodedIntake,
  EncodedSample,
  EncodedSettledEvent,
  EncodedSettlement,
} from './thread-message.ts';

/** An intake as it crosses to the thread. */
export function encodeIntake({ shadows, events, ...intake }: Intake): EncodedIntake {
  return {
    ...intake,
    shadows: shadows.map(({ properties, ...shadow }) => ({
      ...shadow,
      properties: properties.map(property => ({
        ...encodeSample(property, property),
        class: property.class,
        forgetReported: property.forgetReported,
      })),
    })),
    events: events.map(encodeEvent),
  };
}

/** A new event as it crosses to the thread. */
export function encodeEvent({ id, class: eventClass, kind, messageId, orderKey, ...event }: NewEvent): EncodedEvent {
  return {
    id,
    class: eventClass,
    kind,
    messageId,
    orderKey,
    endpointId: event.endpointId ?? null,
    draftType: event.draft.type,
    draft: JSON.stringify(event.draft),
    expiresAt: event.expiresAt ?? null,
    trace: event.trace ?? null,
    ...(event.decision === undefined ? {} : { decisions: encodeLines([event.decision]) }),
  };
}

/** A settlement as it crosses to the thread. */
export function encodeSettlement({ events, ...settlement }: Settlement): EncodedSettlement {
  return { ...settlement, events: events.map(encodeSettledEvent) };
}

function encodeSettledEvent({
  id,
  result,
  messageId,
  attempts,
  decisions,
  reported = [],
  refused,
}: SettledEvent): EncodedSettledEvent {
  return {
    id,
    result,
    messageId,
    sent: attempts.filter(attempt => attempt.messageId === messageId).length,
    attempts: encodeLines(attempts),
    decisions: encodeLines(decisions),
    reported: reported.map(({ key, sample }) => encodeSample(key, sample)),
    ...(refused && { refused: refused.map(({ key, sample }) => encodeSample(key, sample)) }),
  };
}

function encodeSample({ namespace, name, instance = '' }: PropertyKey, sample: Sample): EncodedSample {
  const { value, timeOfSample, uncertaintyInMilliseconds } = sample;
  return {
    namespace,
    name,
    instance,
    value: encodeCanonicalJson(value),
    at: timeOfSample,
    uncertainty: uncertaintyInMilliseconds,
  };
}
