import type { LinkState } from '../customer/customer.ts';
import type { LaneState } from '../lane/lane-store.ts';
import type { EventClass } from '../outbox/outbox-store.ts';

/** What waits in the whole store, of one moment; events of parked lanes are pending too. */
export interface Backlog {
  /** How many events are pending. */
  readonly pending: Readonly<Record<EventClass, number>>;
  /** When the oldest pending event was accepted, in milliseconds since the epoch; absent when none is pending. */
  readonly oldestAcceptedAt: Readonly<Partial<Record<EventClass, number>>>;
  /** How many lanes are in which state. */
  readonly lanes: Readonly<Record<LaneState, number>>;
  /** How many customers have which link. */
  readonly customers: Readonly<Record<LinkState, number>>;
}

/** What waits in a store that has nothing. */
export const EMPTY_BACKLOG: Backlog = {
  pending: { level: 0, edge: 0, reply: 0, catalogue: 0, notice: 0 },
  oldestAcceptedAt: {},
  lanes: { idle: 0, due: 0, held: 0, parked: 0 },
  customers: { none: 0, active: 0, lost: 0, disabled: 0, 'stage-changed': 0, 'account-not-found': 0 },
};

/** What keeps the store small, and what says how full it is. */
export interface UpkeepStore {
  /**
   * Settles up to `limit` pending events whose `expiresAt` is `now` or earlier as `expired`, longest past first, in
   * whatever state their lane is: a lane that is parked, held or waits does it for nobody. What is in flight is left to
   * its holder. Several stores in one settle up to `limit` each. Answers how many there were; `limit` or more means that
   * there may be more.
   */
  sweepExpired(sweep: { now: number; limit: number }): Promise<number>;
  /**
   * Deletes what was settled before `settledBefore`, the idempotency keys stored before `idempotencyBefore` and the
   * directives that Alexa waited for until before `deadlineBefore`, at most `limit` of each, oldest first, in each of
   * several stores; the ledger keeps counting the events. Answers how many were deleted; `limit` or more means that there may
   * be more.
   */
  retire(retirement: {
    settledBefore: number;
    idempotencyBefore: number;
    deadlineBefore: number;
    limit: number;
  }): Promise<{ readonly events: number; readonly keys: number; readonly directives: number }>;
  /** What waits; costs the same however much it is. */
  readBacklog(): Promise<Backlog>;
  /** How many events of one customer are pending, parked ones included; costs the same however many they are. */
  countPending(customer: string): Promise<number>;
}
