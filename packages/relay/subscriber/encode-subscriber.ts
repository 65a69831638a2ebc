import { encodeTimestamp } from '@gatehouse/protocol';
import type { Subscriber } from './subscriber.ts';

/** A subscriber as the relay's API tells it. Times are ISO 8601 in UTC. */
export interface SubscriberView extends Omit<Subscriber, 'at' | 'refusal'> {
  readonly at: string;
  readonly refusal?: { readonly at: string; readonly event: string; readonly code: string };
}

/** Writes a subscriber. */
export function encodeSubscriber({ at, refusal, ...subscriber }: Subscriber): SubscriberView {
  return {
    ...subscriber,
    at: encodeTimestamp(at),
    ...(refusal === undefined ? {} : { refusal: { ...refusal, at: encodeTimestamp(refusal.at) } }),
  };
}
