import { customerToken } from '../inputs/customer-token.ts';
import { createCarrierContestant } from '../platform/create-carrier-contestant.ts';
import { openRelayCarrier } from '../platform/event-carrier.ts';
import { startServerProcess } from '../platform/server-process.ts';
import type { Bench } from '../runner/bench.ts';
import { judgeContest, type RowPlan } from '../runner/judge-contest.ts';
import { playContest } from '../runner/play-contest.ts';
import type { Contestant } from '../runner/sample.ts';

const MANY_CUSTOMERS = 1_000_000;
const FEW_CUSTOMERS = 1_000;
const EVENTS_EACH = 4_000;
/** Shares no divisor with the numbers of customers, so that every customer has its turn before one has a second. */
const STRIDE = 7_919;
const CONNECTIONS = 256;
const WARM_UPS = 3;
const MOST_ROUNDS = 7;

const MANY = '1,000,000 customers';
const FEW = '1,000 customers';

const plan: RowPlan = {
  ...{ name: 'relay/customers-cost', ours: MANY, against: FEW, operation: 'event' },
  goal: { type: 'share', bar: 1.3 },
};

/**
 * What an event costs where many customers are linked: two relays over SQLite (synchronous FULL), each in a process of
 * its own, take events over HTTP, commit, deliver and settle them, as in `relay/delivers`. All customers have their turn,
 * so that of the many none is met twice. The grants are put into the files ahead of time. The sink parses the body and
 * answers 202; CPU is that of the relay's process.
 */
export const relayCustomers: Bench = {
  rows: [plan.name],
  peers: [],
  run: async context => {
    const sink = await startServerProcess<{ url: string }>(new URL('../servers/bare-main.ts', import.meta.url));
    const closing: (() => Promise<void>)[] = [() => sink.stop()];
    try {
      const contestants: Contestant[] = [];
      for (const [name, customers] of [
        [MANY, MANY_CUSTOMERS],
        [FEW, FEW_CUSTOMERS],
      ] as const) {
        const setting = { customers, connections: CONNECTIONS, tokenOf: customerToken };
        const carrier = await openRelayCarrier(sink.ready.url, setting);
        closing.unshift(() => carrier.close());
        const encode = (number: number): Buffer => carrier.encodeReport((number * STRIDE) % customers, number);
        contestants.push(createCarrierContestant({ name, carrier, encode, events: EVENTS_EACH }, context.meter));
      }
      const rounds = Math.min(context.contest.rounds, MOST_ROUNDS);
      return [judgeContest(await playContest(contestants, { warmUps: WARM_UPS, rounds }), plan)];
    } finally {
      for (const close of closing) await close();
    }
  },
};
