import { acceptedReport } from '../inputs/accepted-reports.ts';
import { createCarrierContestant } from '../platform/create-carrier-contestant.ts';
import { openRelayCarrier } from '../platform/event-carrier.ts';
import { openPoster, type Poster } from '../platform/poster.ts';
import { startServerProcess } from '../platform/server-process.ts';
import type { Bench, BenchContext } from '../runner/bench.ts';
import { judgeContest, type RowPlan } from '../runner/judge-contest.ts';
import { playContest } from '../runner/play-contest.ts';
import type { Contestant } from '../runner/sample.ts';

const CUSTOMERS = 500;
const EVENTS_EACH = 2_000;
/** Where the events come from; the relay itself has 128 connections to the sink, as configured by default. */
const DEVICE_CONNECTIONS = 256;
const POST_CONNECTIONS = 128;
const WARM_UPS = 5;
const MOST_ROUNDS = 20;
/** As long as Amazon's tokens. */
const TOKEN = `gatehouse-secret-${'x'.repeat(340)}`;

const OURS = 'relay, SQLite FULL';
const BARE = 'undici pool, posts once';

const plan: RowPlan = {
  name: 'relay/delivers',
  ours: OURS,
  against: BARE,
  operation: 'event',
  goal: { type: 'times-faster', bar: 0.6 },
};

/**
 * How quickly a relay delivers: each event a request of its own over HTTP, committed (SQLite, synchronous FULL),
 * delivered in the order of its customer and settled, until the ledger says that nothing is pending; beside it a pool
 * of undici in the bench's process that posts the same reports once. Both to a sink of node:http in a process of its
 * own that parses the body and answers 202. CPU is that of whoever posts: the relay's process, or the bench's.
 */
export const relayDelivers: Bench = {
  rows: [plan.name],
  peers: [],
  run: async context => {
    const sink = await startServerProcess<{ url: string }>(new URL('../servers/bare-main.ts', import.meta.url));
    const closing: (() => Promise<void>)[] = [() => sink.stop()];
    try {
      const setting = { customers: CUSTOMERS, connections: DEVICE_CONNECTIONS, tokenOf: () => TOKEN };
      const carrier = await openRelayCarrier(sink.ready.url, setting);
      closing.unshift(() => carrier.close());
      const encode = (number: number): Buffer => carrier.encodeReport(number % CUSTOMERS, number);
      const poster = openPoster(sink.ready.url, POST_CONNECTIONS);
      closing.unshift(() => poster.close());
      const ours = { name: OURS, carrier, encode, events: EVENTS_EACH };
      const contestants = [createCarrierContestant(ours, context.meter), createBareContestant(poster, context)];
      const rounds = Math.min(context.contest.rounds, MOST_ROUNDS);
      return [judgeContest(await playContest(contestants, { warmUps: WARM_UPS, rounds }), plan)];
    } finally {
      for (const close of closing) await close();
    }
  },
};

function createBareContestant(poster: Poster, { meter }: BenchContext): Contestant {
  let sent = 0;
  return {
    name: BARE,
    play: async () => {
      const texts = Array.from({ length: EVENTS_EACH }, (_, place) =>
        JSON.stringify(acceptedReport(sent + place, TOKEN)),
      );
      sent += EVENTS_EACH;
      const cpuBefore = meter.cpuNs();
      const wallBefore = meter.wallNs();
      await poster.post('/v3/events', texts, TOKEN);
      const wallNs = meter.wallNs() - wallBefore;
      return { operations: EVENTS_EACH, wallNs, cpuNs: meter.cpuNs() - cpuBefore };
    },
  };
}
