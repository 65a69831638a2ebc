import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkCustomers } from '../platform/link-customers.ts';
import { type MoodySink, startMoodySink } from '../platform/moody-sink.ts';
import { queueEvents } from '../platform/queue-events.ts';
import { startRelayProcess } from '../platform/relay-process.ts';
import type { Bench, BenchContext } from '../runner/bench.ts';
import { judgeContest, type RowPlan } from '../runner/judge-contest.ts';
import { type FigurePlan, judgeFigure } from '../runner/judge-figure.ts';
import { playContest } from '../runner/play-contest.ts';
import type { Sample } from '../runner/sample.ts';

const CUSTOMERS = 1_000;
const MANY_EVENTS = 1_000_000;
/** So many are delivered in a round, and twice as many are queued where few are. */
const SENT_EVENTS = 10_000;
const WARM_UPS = 1;
const MOST_ROUNDS = 5;

const MANY = '1,000,000 queued';
const FEW = '20,000 queued';

const cost: RowPlan = {
  ...{ name: 'relay/backlog-cost', ours: MANY, against: FEW, operation: 'event' },
  goal: { type: 'share', bar: 1.3 },
};
const start: FigurePlan = { name: 'relay/backlog-start', unit: 's', against: FEW, atMost: 2 };
const memory: FigurePlan = { name: 'relay/backlog-memory', unit: 'MB', against: FEW, atMost: 250 };

/**
 * What a long backlog costs: two relays over SQLite (synchronous FULL) that are started in turns on files in which many
 * and few edge events are queued, for 1,000 linked customers alike, and stopped once 10,000 are delivered. Measured are
 * the time from the start of the process to the first event at the sink, the time of an event from there on, and the
 * most memory that the process has had resident. The sink answers after 20 ms.
 */
export const relayBacklog: Bench = {
  rows: [cost.name, start.name, memory.name],
  peers: [],
  run: async context => {
    const queues: Queue[] = [];
    try {
      for (const [name, events] of [
        [MANY, MANY_EVENTS],
        [FEW, 2 * SENT_EVENTS],
      ] as const) {
        const queue = await openQueue(name, context);
        queues.push(queue);
        await queue.add(events);
      }
      const rounds = Math.min(context.contest.rounds, MOST_ROUNDS);
      const result = await playContest(queues, { warmUps: WARM_UPS, rounds });
      const [many, few] = queues.map(({ figures }) => figures.slice(WARM_UPS));
      const figuresOf = (name: keyof Figures): { ours: number[]; theirs: number[] } => ({
        ours: (many ?? []).map(figures => figures[name]),
        theirs: (few ?? []).map(figures => figures[name]),
      });
      return [
        judgeContest(result, cost),
        judgeFigure(figuresOf('startSeconds'), start),
        judgeFigure(figuresOf('megabytes'), memory),
      ];
    } finally {
      for (const queue of queues) await queue.close();
    }
  },
};

/** What one round of a relay came to beside the cost of an event. */
interface Figures {
  readonly startSeconds: number;
  readonly megabytes: number;
}

interface Queue {
  readonly name: string;
  readonly figures: Figures[];
  /** Queues so many events more. */
  add(count: number): Promise<void>;
  play(): Promise<Sample>;
  close(): Promise<void>;
}

/** Whoever asks for it waits until the sink has taken so many events. */
interface CountingSink extends MoodySink {
  taken(count: number): Promise<void>;
}

/** A file of a relay with linked customers, to which each round adds the events that it takes away. */
async function openQueue(name: string, { meter }: BenchContext): Promise<Queue> {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  const sink = await startCountingSink();
  const tokenOf = (customer: string): string => `gatehouse-secret-${customer}`;
  let queued = 0;
  const add = async (count: number): Promise<void> => {
    if (queued === 0) await linkCustomers(directory, { customers: CUSTOMERS, tokenOf });
    await queueEvents(directory, { from: queued, count, customers: CUSTOMERS });
    queued += count;
  };
  const figures: Figures[] = [];
  const play = async (): Promise<Sample> => {
    const startedAt = meter.wallNs();
    const first = sink.taken(1);
    const server = await startRelayProcess(directory, sink.url);
    await first;
    const [firstAt, cpuBefore] = [meter.wallNs(), await server.cpuNs()];
    await sink.taken(SENT_EVENTS);
    const [wallNs, cpuNs] = [meter.wallNs() - firstAt, (await server.cpuNs()) - cpuBefore];
    figures.push({
      startSeconds: (firstAt - startedAt) / 1e9,
      megabytes: (await server.mostResidentBytes()) / 1e6,
    });
    await server.stop();
    await add(SENT_EVENTS);
    return { operations: SENT_EVENTS, wallNs, cpuNs };
  };
  const close = async (): Promise<void> => {
    await sink.close();
    await rm(directory, { recursive: true });
  };
  return { name, figures, add, play, close };
}

async function startCountingSink(): Promise<CountingSink> {
  let wanted: { left: number; resolve(): void } | undefined;
  const onTaken = (): void => {
    if (wanted === undefined) return;
    wanted.left -= 1;
    if (wanted.left === 0) wanted.resolve();
  };
  const sink = await startMoodySink({ moodOf: () => 'takes', onTaken });
  const taken = (count: number): Promise<void> =>
    new Promise(resolve => {
      wanted = { left: count, resolve };
    });
  return { ...sink, taken };
}
