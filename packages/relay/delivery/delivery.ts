import type { AlexaEvent } from '@gatehouse/protocol';
import type { ClaimedEvent } from '../lane/lane-store.ts';
import type { Attempt, Decision } from '../outbox/outbox-store.ts';
import type { PropertyKey, Sample } from '../shadow/property-value.ts';

/** A sample that Alexa has once a message is accepted, and is not known to have before. */
export interface ReportedSample {
  readonly key: PropertyKey;
  readonly sample: Sample;
}

/**
 * One message on its way, and the claimed events that it carries: one, or several catalogue events merged.
 * `tries` counts the sends of this `messageId` before; `attempts` and `decisions` are what happened to the events
 * since they were claimed; `halved` says that it is part of a larger message that failed.
 */
export interface Delivery {
  readonly messageId: string;
  readonly message: AlexaEvent;
  readonly events: readonly [ClaimedEvent, ...ClaimedEvent[]];
  readonly tries: number;
  readonly reported: readonly ReportedSample[];
  readonly halved: boolean;
  readonly attempts: readonly Attempt[];
  readonly decisions: readonly Decision[];
}
