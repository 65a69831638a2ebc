import type { Region } from '@gatehouse/protocol';
import type { Customer } from '../../customer/customer.ts';
import type { CustomerFilter } from '../../customer/customer-store.ts';
import type { DeferredDirective } from '../../directive/directive-store.ts';
import type { StoredEndpoint } from '../../endpoint/endpoint-store.ts';
import type {
  GrantPage,
  NewGrant,
  RefreshClaim,
  RefreshClaimResult,
  ResealedGrant,
  RotatedGrant,
  StoredGrant,
} from '../../grant/grant-store.ts';
import type { LaneChange, LaneClaimAsk, LaneView, SettledEvent } from '../../lane/lane-store.ts';
import type {
  Draft,
  EventClass,
  EventFilter,
  EventStatus,
  Idempotency,
  IntakeResult,
  LedgerCounts,
  TroubleFilter,
} from '../../outbox/outbox-store.ts';
import type {
  Baggage,
  Move,
  MovedBaggage,
  MovedCustomer,
  MovedPage,
  MovedRow,
  MoveStep,
} from '../../residence/move-store.ts';
import type { PropertyClass } from '../../shadow/property-value.ts';
import type { DivergentFilter, DivergentPage, ForgetOrder } from '../../shadow/shadow-store.ts';
import type { SkillNews } from '../../subscriber/apply-skill-news.ts';
import type { Subscriber, SubscriberRefusal } from '../../subscriber/subscriber.ts';
import type { AudienceCount, SubscriberFilter } from '../../subscriber/subscriber-store.ts';
import type { Backlog, UpkeepStore } from '../../upkeep/upkeep-store.ts';

/** A new event with its draft as JSON text: text crosses between threads at the least cost and lies in the table as it is. */
export interface EncodedEvent {
  readonly id: string;
  readonly class: EventClass;
  readonly kind: string;
  readonly messageId: string;
  readonly orderKey: string;
  readonly endpointId: string | null;
  readonly draftType: Draft['type'];
  readonly draft: string;
  readonly expiresAt: number | null;
  /** Lines of JSON; absent for none. */
  readonly decisions?: string;
  readonly trace: string | null;
}

/** One property's sample; `value` is canonical JSON, `instance` the empty string when there is none. */
export interface EncodedSample {
  readonly namespace: string;
  readonly name: string;
  readonly instance: string;
  readonly value: string;
  readonly at: number;
  readonly uncertainty: number;
}

/** A new current value of a shadow. */
export interface EncodedChange extends EncodedSample {
  readonly class: PropertyClass;
  readonly forgetReported: boolean;
}

/** The changes of one shadow, decided on a version of it. */
export interface EncodedShadowChange {
  readonly endpointId: string;
  readonly expectedVersion: number;
  readonly properties: readonly EncodedChange[];
}

/** An intake as it crosses to the thread. */
export interface EncodedIntake {
  readonly customer: string;
  readonly at: number;
  readonly shadows: readonly EncodedShadowChange[];
  readonly events: readonly EncodedEvent[];
  readonly idempotency?: Idempotency;
  readonly claim?: LaneClaimAsk;
}

/** A row of `properties`; the `reported` members are null together. */
export interface PropertyRow {
  readonly namespace: string;
  readonly name: string;
  readonly instance: string;
  readonly class: PropertyClass;
  readonly currentValue: string;
  readonly currentAt: number;
  readonly currentUncertainty: number;
  readonly reportedValue: string | null;
  readonly reportedAt: number | null;
  readonly reportedUncertainty: number | null;
  readonly refused: 0 | 1;
  /** Only in a claimed event. */
  readonly stranded?: true;
}

/** A shadow as it crosses from the thread. */
export interface EncodedShadow {
  readonly version: number;
  readonly properties: readonly PropertyRow[];
}

/** An event of `events` with all that an operator may ask about; `attempts` and `decisions` as they lie in the table. */
export interface EventRow {
  readonly id: string;
  readonly customer: string;
  readonly endpointId: string | null;
  readonly class: EventClass;
  readonly kind: string;
  readonly messageId: string;
  readonly status: EventStatus;
  readonly acceptedAt: number;
  readonly settledAt: number | null;
  readonly expiresAt: number | null;
  readonly attempts: string;
  readonly decisions: string;
  readonly trace: string | null;
}

/** A claimed event as it crosses from the thread. */
export interface EncodedClaimedEvent {
  readonly id: string;
  readonly class: EventClass;
  readonly kind: string;
  readonly messageId: string;
  readonly orderKey: string;
  readonly endpointId: string | null;
  readonly draft: string;
  readonly acceptedAt: number;
  readonly expiresAt: number | null;
  readonly tries: number;
  readonly shadow: readonly PropertyRow[] | null;
  readonly description: string | null;
  readonly trace: string | null;
}

/** A claimed lane as it crosses from the thread. */
export interface EncodedClaimedLane {
  readonly customer: string;
  readonly epoch: number;
  readonly generation: number;
  readonly region: Region | null;
  readonly failures: number;
  readonly events: readonly EncodedClaimedEvent[];
}

/** What became of one event, with `attempts` and `decisions` as they will lie in the table; `sent` counts the tries of `messageId`. */
export interface EncodedSettledEvent {
  readonly id: string;
  readonly result: SettledEvent['result'];
  readonly messageId: string;
  readonly sent: number;
  readonly attempts: string;
  readonly decisions: string;
  readonly reported: readonly EncodedSample[];
  readonly refused?: readonly EncodedSample[];
}

/** A settlement as it crosses to the thread. */
export interface EncodedSettlement {
  readonly customer: string;
  readonly epoch: number;
  readonly at: number;
  readonly events: readonly EncodedSettledEvent[];
  readonly lane: LaneChange;
  readonly claim: number;
  readonly release?: boolean;
}

/** The result of a settlement as it crosses from the thread. */
export type EncodedSettlementResult =
  | { readonly type: 'settled'; readonly next: readonly EncodedClaimedEvent[]; readonly parked?: true }
  | { readonly type: 'fenced' };

/** What became of an intake, as it crosses from the thread. */
export type EncodedIntakeResult =
  | Exclude<IntakeResult, { type: 'committed' }>
  | { readonly type: 'committed'; readonly claimed: EncodedClaimedLane | null };

/** An event that enters once more, with what is new about it. */
export interface EncodedReplay {
  readonly id: string;
  readonly at: number;
  readonly event: Pick<EncodedEvent, 'id' | 'messageId' | 'expiresAt' | 'trace'>;
}

/** One step of dropping what a lane holds; the first one says up to which event `upTo` the others go. */
export interface DropStep {
  readonly customer: string;
  readonly at: number;
  readonly why: string;
  readonly upTo?: number;
}

/** What one step has dropped; `done` when it was the last. */
export interface DropResult {
  readonly events: number;
  readonly upTo: number;
  readonly done: boolean;
}

/** What the thread can be asked; each method is one transaction and takes one value. Results cross as they are here. */
export interface ThreadMethods {
  readCustomer(customer: string): Customer | undefined;
  listCustomers(filter: CustomerFilter): readonly Customer[];
  correctRegion(correction: { customer: string; generation: number; region: Region }): void;
  readGrant(customer: string): StoredGrant | undefined;
  putGrant(grant: NewGrant): { readonly generation: number };
  rotateGrant(grant: RotatedGrant): boolean;
  deleteGrant(removal: { customer: string; at: number }): boolean;
  listGrants(filter: { after?: string; limit: number }): GrantPage;
  resealGrant(grant: ResealedGrant): boolean;
  claimRefresh(claim: RefreshClaim): RefreshClaimResult;
  releaseRefresh(release: { customer: string; owner: string }): void;
  readEndpoint(ask: { customer: string; endpointId: string }): StoredEndpoint | undefined;
  listEndpoints(filter: { customer: string; after?: string; limit: number }): readonly StoredEndpoint[];
  countEndpoints(customer: string): number;
  putEndpoint(put: { customer: string; endpoint: StoredEndpoint; at: number; announce: EncodedEvent }): {
    readonly result: 'created' | 'changed' | 'unchanged';
    readonly announced: boolean;
  };
  deleteEndpoint(removal: { customer: string; endpointId: string; at: number; announce: EncodedEvent }): {
    readonly deleted: boolean;
    readonly announced: boolean;
  };
  readShadow(ask: { customer: string; endpointId: string }): EncodedShadow;
  listDivergent(filter: DivergentFilter): DivergentPage;
  forgetReported(forget: ForgetOrder): void;
  forgetDue(due: { until: number; limit: number }): readonly string[];
  accept(intake: EncodedIntake): EncodedIntakeResult;
  readEvent(id: string): EventRow | undefined;
  listEvents(filter: EventFilter): readonly EventRow[];
  listTroubled(filter: TroubleFilter): readonly EventRow[];
  replayEvent(replay: EncodedReplay): { readonly id: string } | undefined;
  readIdempotency(ask: { customer: string; key: string }): Idempotency | undefined;
  readLedger(): LedgerCounts;
  claimLanes(claim: {
    owner: string;
    now: number;
    leaseUntil: number;
    lanes: number;
    events: number;
    only?: 'notices';
  }): readonly EncodedClaimedLane[];
  claimMore(claim: { customer: string; epoch: number; now: number; events: number }): EncodedSettlementResult;
  settle(settlement: EncodedSettlement): EncodedSettlementResult;
  releaseLane(release: { customer: string; epoch: number; at: number }): void;
  renewLeases(renewal: {
    lanes: readonly { readonly customer: string; readonly epoch: number }[];
    leaseUntil: number;
  }): readonly string[];
  nextDueAt(only?: 'notices'): number | undefined;
  readLane(customer: string): LaneView;
  resumeLane(resume: { customer: string; at: number }): { readonly events: number };
  dropLane(step: DropStep): DropResult;
  sweepExpired(sweep: { now: number; limit: number }): number;
  retire(retirement: Parameters<UpkeepStore['retire']>[0]): Awaited<ReturnType<UpkeepStore['retire']>>;
  beginMove(move: Move & { at: number; until: number }): boolean;
  listMoves(): readonly Move[];
  readMoved(ask: { customer: string; baggage: Baggage; after?: MovedRow; limit: number }): MovedPage;
  readMovedCustomer(customer: string): MovedCustomer | undefined;
  putMoved(put: MovedBaggage): { readonly first: number };
  finishArrival(arrival: Move & { moved: MovedCustomer; leaseUntil: number }): void;
  discardArrival(discard: { customer: string; limit: number }): MoveStep;
  finishDeparture(departure: { customer: string; limit: number }): MoveStep;
  cancelMove(cancel: { readonly customer: string; readonly leaseUntil: number }): void;
  putDirective(directive: DeferredDirective): void;
  readDirective(token: string): DeferredDirective | undefined;
  putSkillNews(news: SkillNews): boolean;
  readSubscriber(user: string): Subscriber | undefined;
  listSubscribers(filter: SubscriberFilter): readonly Subscriber[];
  countAudience(event: string): readonly AudienceCount[];
  countLocales(event: string): readonly AudienceCount[];
  noteRefusal(refused: { user: string; refusal: SubscriberRefusal }): void;
  readBacklog(): Backlog;
  countPending(customer: string): number;
}
