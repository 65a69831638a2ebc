import type { Region } from '@gatehouse/protocol';
import type { LinkState } from '../customer/customer.ts';
import type { Attempt, Decision, Draft, EventClass } from '../outbox/event-parts.ts';
import type { PropertyKey, Sample, ShadowProperty } from '../shadow/property-value.ts';

/** `idle`: nothing to send. `due`: something to send, from the due time on. `held`: waits for a grant. `parked`: waits for a person. */
export type LaneState = 'idle' | 'due' | 'held' | 'parked';

/** A lane as an operator sees it. */
export interface LaneView {
  readonly state: LaneState;
  readonly reason?: string;
  readonly dueAt?: number;
  readonly queued: number;
  readonly oldestAt?: number;
}

/** How often one claim sends the same message at most: once, after a refreshed token, after a corrected region. */
export const MOST_SENDS_OF_A_CLAIM: number = 3;

/**
 * An event handed to whoever holds the lane. `tries` counts the sends of this `messageId`;
 * a claim that ended without a settlement, as in a crash, counts as {@link MOST_SENDS_OF_A_CLAIM}. `shadow` is the shadow of
 * its endpoint (for `changes` and `level` drafts) and `description` the discovery object (for `put`), as of the claim.
 *
 * With the claim of a `level` or `changes` event the store forgets `reported` of the properties that the event
 * will state, and of a connectivity that differs, which stands beside every edge: until the answer is in, nobody knows what
 * Alexa has. An edge property that the event does not state is
 * `stranded` in `shadow` when Alexa is not known to have it, no other edge event of the same `orderKey` is pending,
 * and no report with its current sample was refused.
 */
export interface ClaimedEvent {
  readonly id: string;
  readonly class: EventClass;
  readonly kind: string;
  readonly messageId: string;
  readonly orderKey: string;
  readonly endpointId?: string;
  readonly draft: Draft;
  readonly acceptedAt: number;
  readonly expiresAt?: number;
  readonly tries: number;
  readonly shadow?: readonly ShadowProperty[];
  readonly description?: string;
  /** The W3C traceparent of the request that the event came with. */
  readonly trace?: string;
}

/**
 * A lane claimed by one runner. `epoch` grows with each claim and fences: what an older epoch settles is refused.
 * `failures` counts the failed sends of the lane since the last accepted one.
 */
export interface ClaimedLane {
  readonly customer: string;
  readonly epoch: number;
  readonly generation: number;
  readonly region?: Region;
  readonly failures: number;
  readonly events: readonly ClaimedEvent[];
}

/** What became of one claimed event. `pending` puts it back, under `messageId` (a new one starts its count of tries anew). */
export interface SettledEvent {
  readonly id: string;
  readonly result: 'delivered' | 'coalesced' | 'expired' | 'dead' | 'pending';
  readonly messageId: string;
  readonly attempts: readonly Attempt[];
  readonly decisions: readonly Decision[];
  /** What Alexa has accepted with this event. */
  readonly reported?: readonly { readonly key: PropertyKey; readonly sample: Sample }[];
  /** What she has refused with it and was not known to have. Edge properties that still are so strand no more. */
  readonly refused?: readonly { readonly key: PropertyKey; readonly sample: Sample }[];
}

/** What a settlement changes on the lane. */
export type LaneChange =
  /**
   * The last send was accepted, or failed for reasons of its own: go on, count no failures. A wait that another event
   * in flight began goes on too.
   */
  | { readonly type: 'go-on' }
  /** Wait until `dueAt`, or longer if the lane waits longer already, before anything else is sent. */
  | LaneWaiting
  /**
   * Stop until a person or a new grant resumes; sets the link. When a newer grant than `generation` was given meanwhile,
   * nothing stops: then the lane does what `overtaken` says, by default it goes on.
   */
  | {
      readonly type: 'park';
      readonly generation: number;
      readonly link: Exclude<LinkState, 'none' | 'active'>;
      readonly reason: string;
      readonly remedy: string;
      readonly overtaken?: LaneWaiting;
    };

/** A wait until `dueAt`, in milliseconds since the epoch, with the failed sends in a row by then, and why. */
export interface LaneWaiting {
  readonly type: 'wait';
  readonly dueAt: number;
  readonly failures: number;
  readonly reason: string;
}

/** The settlement of events of a claimed lane, in one transaction. */
export interface Settlement {
  readonly customer: string;
  readonly epoch: number;
  readonly at: number;
  readonly events: readonly SettledEvent[];
  readonly lane: LaneChange;
  /** How many further events to claim at the same time; 0 for none. Nothing is claimed when the lane waits or parks. */
  readonly claim: number;
  /** Gives the lane back, as `releaseLane` does, when nothing is claimed with the settlement. Default: it is kept. */
  readonly release?: boolean;
}

/** How one lane is to be claimed: by whom, until when, and how many of its events at most. */
export interface LaneClaimAsk {
  readonly owner: string;
  readonly leaseUntil: number;
  readonly events: number;
}

/**
 * `parked`: whether the settlement has parked the lane; it is left out where it has not, as when a newer grant has overtaken a park.
 * `fenced`: somebody else has claimed the lane since; nothing was written.
 */
export type SettlementResult =
  | { readonly type: 'settled'; readonly next: readonly ClaimedEvent[]; readonly parked?: true }
  | { readonly type: 'fenced' };

/** The lanes: one for each customer, and one for each holder of notices (`notice/notice-holder.ts`), owning the order of its events. */
export interface LaneStore {
  /**
   * Claims up to `lanes` lanes that are due at `now` and that nobody holds, longest due first, each until
   * `leaseUntil`, with up to `events` events each: of every orderKey the oldest pending one, reply before edge
   * before level before catalogue, then by age. On the way, events at or past their `expiresAt` are settled as
   * `expired`, and a level event that a newer one of its orderKey waits behind as `coalesced`; when many must be, the
   * lane stays due and the next call goes on. A lane that turns out empty becomes idle and is not returned. A notice
   * behind which a later version waits is `coalesced`, too. With `only` nothing but lanes of notices is claimed.
   * An event of a `put` or `delete` draft brings along those that have the same `messageId`, beyond `events`, too: only
   * together they are the message that was sent before.
   */
  claimLanes(claim: {
    owner: string;
    now: number;
    leaseUntil: number;
    lanes: number;
    events: number;
    only?: 'notices';
  }): Promise<readonly ClaimedLane[]>;
  /**
   * Claims further events of a lane that is held under `epoch`; `fenced` if it is not any more. Nothing is claimed
   * while the lane waits or is parked.
   */
  claimMore(claim: { customer: string; epoch: number; now: number; events: number }): Promise<SettlementResult>;
  /** Settles claimed events. */
  settle(settlement: Settlement): Promise<SettlementResult>;
  /**
   * Gives a lane back: idle when nothing is pending, else due, at `at` or when its wait ends. What was in flight is
   * pending again. Does nothing when fenced.
   */
  releaseLane(release: { customer: string; epoch: number; at: number }): Promise<void>;
  /** Prolongs leases; answers the customers whose lanes were lost. */
  renewLeases(renewal: {
    lanes: readonly { readonly customer: string; readonly epoch: number }[];
    leaseUntil: number;
  }): Promise<readonly string[]>;
  /**
   * When the next lane can be claimed, in milliseconds since the epoch: an unclaimed one when it is due, a claimed one
   * when its lease ends. Undefined when there is none. With `only` the next lane of notices.
   */
  nextDueAt(only?: 'notices'): Promise<number | undefined>;
  /** A customer's lane for an operator; idle and empty when it has none. */
  readLane(customer: string): Promise<LaneView>;
  /**
   * A person sends a lane on: what is parked or waits is due at `at`, with no failures counted. A link that was lost,
   * disabled and so on counts as active again, for the person vouches for it, and stays so until an answer says
   * otherwise; without any grant (`none`) nothing changes, but that a lane of notices needs none. Answers how many events may be sent now.
   */
  resumeLane(resume: { customer: string; at: number }): Promise<{ readonly events: number }>;
  /**
   * A person gives up what a lane holds: each event that is pending, not in flight and accepted before the call is
   * settled as `dropped`, with `why` as the reason of the decision. The lane becomes idle if nobody holds it; what is accepted
   * later finds it as the link tells. A long backlog is dropped in several transactions; the ledger balances after
   * each of them. Answers how many events were dropped.
   */
  dropLane(drop: { customer: string; at: number; why: string }): Promise<{ readonly events: number }>;
}
