import { encodeTimestamp } from '@gatehouse/protocol';
import { encodeOwner } from '../notice/encode-owner.ts';
import type { NoticeHolder } from '../notice/notice-holder.ts';
import type { Attempt, EventClass, EventRecord } from '../outbox/outbox-store.ts';

/** An event as the relay's API tells it. Times are ISO 8601 in UTC. */
export interface EventView {
  readonly id: string;
  /** Of a notice, the userId that it is for, or `everybody`. */
  readonly customer: string;
  /** There for notices. */
  readonly audience?: NoticeHolder;
  readonly endpointId?: string;
  readonly class: string;
  readonly kind: string;
  readonly messageId: string;
  readonly status: string;
  readonly acceptedAt: string;
  readonly settledAt?: string;
  readonly expiresAt?: string;
  readonly attempts: readonly AttemptView[];
  readonly decisions: readonly { readonly at: string; readonly what: string; readonly why: string }[];
}

/** One try at sending an event. */
export interface AttemptView extends Omit<Attempt, 'at'> {
  readonly at: string;
}

/** What each class promises, in a sentence for `explain`. */
const promises: Readonly<Record<EventClass, string>> = {
  level: 'it converges to the last known state: a newer value takes the place of this one while it is unsent',
  edge: 'every one is sent, in the order of its endpoint, until its time to live has passed',
  reply: 'it is sent before the deadline of its directive or not at all',
  catalogue: 'it makes what Alexa knows converge to the registry',
  notice: 'it is sent at least once until five minutes before it expires, unless a later version comes first',
};

/**
 * Writes an event with its attempts and decisions. The first decision is always that of the intake: accepted, under
 * which class, with which promise.
 */
export function encodeEvent(record: EventRecord): EventView {
  const { endpointId, settledAt, expiresAt } = record;
  return {
    id: record.id,
    ...encodeOwner(record.customer),
    ...(endpointId === undefined ? {} : { endpointId }),
    class: record.class,
    kind: record.kind,
    messageId: record.messageId,
    status: record.status,
    acceptedAt: encodeTimestamp(record.acceptedAt),
    ...(settledAt === undefined ? {} : { settledAt: encodeTimestamp(settledAt) }),
    ...(expiresAt === undefined ? {} : { expiresAt: encodeTimestamp(expiresAt) }),
    attempts: record.attempts.map(attempt => ({ ...attempt, at: encodeTimestamp(attempt.at) })),
    decisions: [
      { at: encodeTimestamp(record.acceptedAt), what: 'accepted', why: `${record.class}: ${promises[record.class]}` },
      ...record.decisions
        .filter(decision => decision.what !== 'accepted')
        .map(decision => ({ ...decision, at: encodeTimestamp(decision.at) })),
    ],
  };
}
