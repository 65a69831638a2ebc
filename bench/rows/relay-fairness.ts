import { createSeededRandom } from '@gatehouse/client/platform';
import { textAt } from '@gatehouse/protocol';
import { relayedReport } from '../inputs/relayed-reports.ts';
import { type LinkedRelay, openLinkedRelay } from '../platform/linked-relay.ts';
import { type MoodySink, type SinkMood, startMoodySink } from '../platform/moody-sink.ts';
import { pause, sendAtMoments } from '../platform/send-at-moments.ts';
import type { Bench, BenchContext } from '../runner/bench.ts';
import { judgeContest, type RowPlan } from '../runner/judge-contest.ts';
import { playContest } from '../runner/play-contest.ts';
import type { Contestant, Sample } from '../runner/sample.ts';
import { quantileOf } from '../runner/statistics.ts';

const CUSTOMERS = 1_000;
/** One round: so many events of every customer, each at a moment of its own; far below what a relay can do. */
const EVENTS_EACH = 3;
/** The mean of the time between two events, which is distributed as between events that know nothing of each other. */
const MEAN_GAP_MS = 4;
const CONNECTIONS = 32;
const WARM_UPS = 1;
const MOST_ROUNDS = 9;

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
 * and one without; what failed in one round is tried again in the later ones. Events come at independent moments (a Poisson process of
 * 250 a second), as those of many homes do. The sink answers after 20 ms.
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
    onTaken: ({ messageId }) => takenAt.set(messageId, performance.now()),
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
    const answers: Promise<void>[] = [];
    const cpuBefore = await relay.cpuNs();
    const count = CUSTOMERS * EVENTS_EACH;
    const moments = { count, meanGapMs: MEAN_GAP_MS, random: createSeededRandom(sent), meter };
    await sendAtMoments(moments, () => {
      const messageId = textAt(relayedReport(sent), ['event', 'header', 'messageId']) ?? '';
      const request = encodeReport(sent % CUSTOMERS, sent);
      if (!isBad(sent % CUSTOMERS)) sentAt.set(messageId, meter.wallNs());
      answers.push(load.send([request], 202));
      sent += 1;
    });
    await Promise.all(answers);
    while (![...sentAt.keys()].every(id => takenAt.has(id))) await pause(5);
    const latencies = [...sentAt].map(([id, at]) => (takenAt.get(id) ?? 0) * 1e6 - at);
    takenAt.clear();
    const cpuNs = ((await relay.cpuNs()) - cpuBefore) / (CUSTOMERS * EVENTS_EACH);
    return { operations: 1, wallNs: quantileOf(latencies, 0.99), cpuNs };
  };
  return { name, play };
}
