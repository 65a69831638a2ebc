import type { Region } from '@gatehouse/protocol';
import type { EventClass } from '../outbox/outbox-store.ts';

/** A message that was sent, or that no answer came to; `status` is there when an HTTP answer came. */
export interface AttemptNote {
  readonly class: EventClass;
  readonly region: Region;
  /** From the moment that the message was on a connection. */
  readonly tookMs: number;
  readonly status?: number;
  /** The type of the client's `Outcome`. */
  readonly outcome: string;
}

/** An event that Alexa has accepted, `tookMs` after the relay did. */
export interface DeliveredNote {
  readonly class: EventClass;
  readonly region: Region;
  readonly tookMs: number;
}

/** What is decided about a message, by the type of the `Verdict`. */
export interface VerdictNote {
  readonly class: EventClass;
  readonly verdict: string;
}

/** Whom the relay connects to: the event gateway of a region, the token endpoint, the device cloud's handler. */
export type Peer = Region | 'token' | 'handler';

/**
 * Hears what this process does, to count it. Nothing here names a customer, an endpoint or an event, for each of them
 * would be a time series of its own. Never throws.
 */
export interface Metrics {
  noteAttempt(attempt: AttemptNote): void;
  noteVerdict(verdict: VerdictNote): void;
  noteDelivered(delivered: DeliveredNote): void;
  /** The token endpoint was asked to refresh a token; `outcome` is the type of the client's `TokenOutcome`. */
  noteRefresh(outcome: string): void;
  /** A connection was opened. */
  noteConnection(peer: Peer): void;
  /** A request was handed to the connections. */
  noteRequest(peer: Peer): void;
}

/** Metrics that keep nothing. */
export const silentMetrics: Metrics = {
  noteAttempt: () => {},
  noteVerdict: () => {},
  noteDelivered: () => {},
  noteRefresh: () => {},
  noteConnection: () => {},
  noteRequest: () => {},
};
