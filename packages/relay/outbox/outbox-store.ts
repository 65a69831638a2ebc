import type { ClaimedLane, LaneClaimAsk } from '../lane/lane-store.ts';
import type { ShadowChange } from '../shadow/property-value.ts';
import type { Attempt, Decision, Draft, EventClass } from './event-parts.ts';

export type { Attempt, Decision, Draft, EventClass } from './event-parts.ts';

/** How an event ended, or that it has not. `parked` is a pending event whose lane is parked. */
export type EventStatus = 'pending' | 'delivered' | 'coalesced' | 'expired' | 'dead' | 'dropped' | 'parked';

/** Every status, in the order of the pages. */
export const EVENT_STATUSES: readonly EventStatus[] = [
  ...(['pending', 'delivered', 'coalesced', 'expired'] as const),
  ...(['dead', 'dropped', 'parked'] as const),
];

/**
 * An event as it enters the outbox. `id` begins with the customer's bucket (see `lane/bucket.ts`). Events with the
 * same `orderKey` leave one after the other; level events with the same one replace each other while unsent. Of
 * level, edge and catalogue events it is the endpointId.
 * Times are in milliseconds since the epoch; without `expiresAt` an event does not age.
 */
export interface NewEvent {
  readonly id: string;
  readonly class: EventClass;
  readonly kind: string;
  readonly messageId: string;
  readonly orderKey: string;
  readonly endpointId?: string;
  readonly draft: Draft;
  readonly expiresAt?: number;
  /** Stored with the event as its first decision: why nobody handed it in, or what whoever did was warned of. */
  readonly decision?: Decision;
  /** The W3C traceparent of the request that it came with, to go on from when it is sent. */
  readonly trace?: string;
}

/** What is new about an event that enters once more; without `expiresAt` it does not age. */
export type NewEventIdentity = Pick<NewEvent, 'id' | 'messageId' | 'expiresAt' | 'trace'>;

/** An idempotency key, a fingerprint of the request it came with, and the answer to repeat. */
export interface Idempotency {
  readonly key: string;
  readonly fingerprint: string;
  readonly answer: string;
}

/** What one request of one customer adds, in one transaction: all of it or nothing. */
export interface Intake {
  readonly customer: string;
  readonly at: number;
  /** New values for shadows, each decided on `expectedVersion`. */
  readonly shadows: readonly {
    readonly endpointId: string;
    readonly expectedVersion: number;
    readonly properties: readonly ShadowChange[];
  }[];
  readonly events: readonly NewEvent[];
  readonly idempotency?: Idempotency;
  /** Claims the customer's lane with the commit, if it is due then and nobody holds it. Default: it is left alone. */
  readonly claim?: LaneClaimAsk;
}

/**
 * What became of an intake. `committed`: with the lane and its events, as `claimLanes` answers them, when they were
 * claimed with it. `conflict`: a shadow has moved, decide again on the new one. `repeated`: the
 * idempotency key was used before with the same fingerprint; `mismatched`: with another one.
 */
export type IntakeResult =
  | { readonly type: 'committed'; readonly claimed?: ClaimedLane }
  | { readonly type: 'conflict' }
  | { readonly type: 'repeated'; readonly answer: string }
  | { readonly type: 'mismatched' };

/** Everything the store knows about an event. */
export interface EventRecord {
  readonly id: string;
  readonly customer: string;
  readonly endpointId?: string;
  readonly class: EventClass;
  readonly kind: string;
  readonly messageId: string;
  readonly status: EventStatus;
  readonly acceptedAt: number;
  readonly settledAt?: number;
  readonly expiresAt?: number;
  readonly attempts: readonly Attempt[];
  readonly decisions: readonly Decision[];
  readonly trace?: string;
}

/** How events end that nobody has got; what waits in a parked lane counts with them, for it waits for a person. */
export type Trouble = Extract<EventStatus, 'dead' | 'expired' | 'dropped' | 'parked'>;

/** A page of at most `limit` events of all customers that are in trouble in one way, after an event id. */
export interface TroubleFilter {
  readonly status: Trouble;
  readonly after?: string;
  readonly limit: number;
}

/** Which events of a customer to list; every member narrows. Newest last, after an event id. */
export interface EventFilter {
  readonly customer: string;
  readonly endpointId?: string;
  readonly class?: EventClass;
  readonly status?: EventStatus;
  readonly after?: string;
  readonly limit: number;
}

/** How many events ended how. `accepted` is the sum of the others, counted on its own. */
export type LedgerCounts = Readonly<Record<EventStatus | 'accepted', number>>;

/** The events of all customers, from acceptance to settlement. */
export interface OutboxStore {
  /**
   * Commits what one request adds and answers after the commit. A level event settles every older level event of
   * its orderKey that is pending and not in flight as `coalesced`. A lane without work becomes due at once, held
   * when there is no grant, parked when the link is lost; a lane that waits, is parked or held keeps waiting. Of the
   * notices of an orderKey that are pending the one with the latest timestamp stays, and the others that are not in
   * flight are settled as `coalesced`, the new one included. A holder of notices (`notice/notice-holder.ts`) needs no grant.
   */
  accept(intake: Intake): Promise<IntakeResult>;
  /** One event with its attempts and decisions, or undefined. */
  readEvent(id: string): Promise<EventRecord | undefined>;
  /** Events of one customer, oldest first. */
  listEvents(filter: EventFilter): Promise<readonly EventRecord[]>;
  /**
   * Events of all customers that were given up or are parked, each customer's oldest first; among customers in an
   * order of the store's own. Costs as much as the page is long, however many events there are.
   */
  listTroubled(filter: TroubleFilter): Promise<readonly EventRecord[]>;
  /**
   * Lets a settled event (delivered, expired, dead or dropped) enter anew as `event`, of the same customer: with
   * the same draft, behind everything that is queued, counted as accepted like any other. Both events get a
   * decision that names the other: `replayed` the old one, `replay` the new one. Undefined, and nothing is done, when
   * there is no such event, or it is pending or was coalesced.
   */
  replayEvent(replay: {
    id: string;
    at: number;
    event: NewEventIdentity;
  }): Promise<{ readonly id: string } | undefined>;
  /** The answer stored under an idempotency key, if the key was used. */
  readIdempotency(customer: string, key: string): Promise<Idempotency | undefined>;
  /** The conservation ledger, of one moment. */
  readLedger(): Promise<LedgerCounts>;
}
