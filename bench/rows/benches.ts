import type { Bench } from '../runner/bench.ts';
import { gatewayAccepts } from './gateway-accepts.ts';
import { gatewayState } from './gateway-state.ts';
import { relayBacklog } from './relay-backlog.ts';
import { relayCustomers } from './relay-customers.ts';
import { relayDelivers } from './relay-delivers.ts';
import { relayFairness } from './relay-fairness.ts';
import { relayQueues } from './relay-queues.ts';
import { relayReplies } from './relay-replies.ts';
import { validate } from './validate.ts';

/** Every bench, in the order of the result. */
export const benches: readonly Bench[] = [
  validate,
  gatewayAccepts,
  gatewayState,
  relayDelivers,
  relayQueues,
  relayBacklog,
  relayCustomers,
  relayFairness,
  relayReplies,
];
