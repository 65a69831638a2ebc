import type { Region } from '@gatehouse/protocol';

/**
 * The lane that a delivery belongs to, shared by all its deliveries that are in flight at the same time, so that
 * what one of them learns spares the others the question. It lives as long as the claim.
 */
export interface DeliveryLane {
  readonly customer: string;
  /** The newest generation of the grant that any of them has seen. */
  generation: number;
  /** Where the customer's gateway is; undefined until somebody has asked. */
  region: Region | undefined;
  /** How many of its sends are slow to be answered at the moment. */
  slow: number;
  /** Failed sends since the last accepted one. */
  failures: number;
  /** Until when nobody else can claim the lane, in milliseconds since the epoch. */
  leaseUntil: number;
  /** Nothing more is sent: the lane is parked, or was lost to another runner. */
  closed: boolean;
  /** The look-up of the region that is under way. */
  regionAsk: Promise<Region> | undefined;
}

/**
 * Whether something may still be sent for a lane. Whoever was held up for longer than its lease does not send: somebody
 * else may have the lane by then, and may know that its link is lost.
 */
export function maySend({ closed, leaseUntil }: DeliveryLane, now: number): boolean {
  return !closed && now < leaseUntil;
}
