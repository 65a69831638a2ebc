import { encodeTimestamp } from '@gatehouse/protocol';
import type { LaneView } from '../lane/lane-store.ts';
import type { Customer, Link } from './customer.ts';

/** How a customer's link and lane stand, as the relay's API tells it. Times are ISO 8601 in UTC. */
export interface CustomerView {
  readonly customer: string;
  readonly region?: string;
  readonly link: {
    readonly state: string;
    readonly since: string;
    readonly reason?: string;
    readonly remedy?: string;
  };
  readonly lane: {
    readonly state: string;
    readonly reason?: string;
    readonly dueAt?: string;
    readonly queued: number;
    readonly oldestAt?: string;
  };
  /** How many endpoints are registered. */
  readonly endpoints: number;
}

/** Writes a customer with its lane for the relay's API. */
export function encodeCustomer(customer: Customer, rest: { lane: LaneView; endpoints: number }): CustomerView {
  const { lane, endpoints } = rest;
  const { dueAt, oldestAt } = lane;
  return {
    customer: customer.customer,
    ...(customer.region === undefined ? {} : { region: customer.region }),
    link: encodeLink(customer.link),
    lane: {
      state: lane.state,
      ...(lane.reason === undefined ? {} : { reason: lane.reason }),
      ...(dueAt === undefined ? {} : { dueAt: encodeTimestamp(dueAt) }),
      queued: lane.queued,
      ...(oldestAt === undefined ? {} : { oldestAt: encodeTimestamp(oldestAt) }),
    },
    endpoints,
  };
}

/** Writes how a link stands. */
export function encodeLink({ state, since, reason, remedy }: Link): CustomerView['link'] {
  return {
    state,
    since: encodeTimestamp(since),
    ...(reason === undefined ? {} : { reason }),
    ...(remedy === undefined ? {} : { remedy }),
  };
}
