import { textAt } from '@gatehouse/protocol';
import { relayedReport } from '../inputs/relayed-reports.ts';
import { type LinkedRelay, openLinkedRelay } from '../platform/linked-relay.ts';
import { type MoodySink, type SinkMood, startMoodySink } from '../platform/moody-sink.ts';
import type { Bench, BenchContext } from '../runner/bench.ts';
import { judgeContest, type RowPlan } from '../runner/judge-contest.ts';
import { playContest } from '../runner/play-contest.ts';
import type { Contestant, Sample } from '../runner/sample.ts';

const CUSTOMERS = 1_000;
/** One round: every customer once, a few at a time, far below what a relay can do. */
const AT_ONCE = 10;
const PAUSE_MS = 40;
const CONNECTIONS = 32;
const WARM_UPS = 2;
const MOST_ROUNDS = 10;

const TROUBLED = 'one customer in ten fails';
const CALM = 'nobody fails';

const plan: RowPlan = {
  name: 'relay/fairness',
  ours: TROUBLED,
  against: CALM,
  operation: 'event, p99',
  goal: { type: 'share', bar: 1.1 },
};

/**
 * What customers that fail cost the others: the time from the request to the relay until the sink has the event, for
 * the 900 of 1,000 customers that nothing is wrong with, as the p99 of a round. Of the rest one half is answered 429
 * and the other never. Two relays over SQLite (synchronous FULL), each in a process of its own, one with such customers
 * and one without; what failed in one round is tried again in the later ones. The sink answers after 20 ms.
 */
export const relayFairness: Bench = {
  rows: [plan.name],
  peers: [],
  run: async context => {
    const towns: Town[] = [];
    try {
      towns.push(await openTown(TROUBLED, number => (number % 20 === 0 ? 'hangs' : 'throttles')));
      towns.push(await openTown(CALM, () => 'takes'));
      const rounds = Math.min(context.contest.rounds, MOST_ROUNDS);
      const contestants = towns.map(town => createContestant(town, context));
      return [judgeContest(await playContest(contestants, { warmUps: WARM_UPS, rounds }), plan)];
    } finally {
      for (const town of towns) await town.close();
    }
  },
};

interface Town extends LinkedRelay {
  readonly name: string;
  /** When each event was taken, by its messageId. */
  readonly takenAt: Map<string, number>;
}

async function openTown(name: string, moodOfBad: (number: number) => SinkMood): Promise<Town> {
  const takenAt = new Map<string, number>();
  const sink: MoodySink = await startMoodySink({
    moodOf: token => (isBad(numberOf(token)) ? moodOfBad(numberOf(token)) : 'takes'),
    onTaken: messageId => takenAt.set(messageId, performance.now()),
  });
  const tokenOf = (customer: string): string => `gatehouse-secret-${customer}`;
  const linked = await openLinkedRelay(sink.url, { customers: CUSTOMERS, connections: CONNECTIONS, tokenOf });
  const close = async (): Promise<void> => {
    await sink.close();
    await linked.close();
  };
  return { ...linked, name, takenAt, close };
}

function isBad(number: number): boolean {
  return number % 10 === 0;
}

function numberOf(token: string): number {
  return Number(token.split('-').at(-1));
}

function createContestant({ name, relay, load, encodeReport, takenAt }: Town, { meter }: BenchContext): Contestant {
  let sent = 0;
  const play = async (): Promise<Sample> => {
    const sentAt = new Map<string, number>();
    const cpuBefore = await relay.cpuNs();
    for (let first = 0; first < CUSTOMERS; first += AT_ONCE) {
      const requests = Array.from({ length: AT_ONCE }, (_, place) => {
        const number = sent + first + place;
        const messageId = textAt(relayedReport(number), ['event', 'header', 'messageId']) ?? '';
        const request = encodeReport(first + place, number);
        if (!isBad(first + place)) sentAt.set(messageId, meter.wallNs());
        return request;
      });
      await Promise.all([load.send(requests, 202), pause(PAUSE_MS)]);
    }
    while (![...sentAt.keys()].every(id => takenAt.has(id))) await pause(1);
    sent += CUSTOMERS;
    const latencies = [...sentAt].map(([id, at]) => (takenAt.get(id) ?? 0) * 1e6 - at).sort((a, b) => a - b);
    takenAt.clear();
    const wallNs = latencies[Math.floor(latencies.length * 0.99)] ?? Number.NaN;
    return { operations: 1, wallNs, cpuNs: ((await relay.cpuNs()) - cpuBefore) / CUSTOMERS };
  };
  return { name, play };
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
