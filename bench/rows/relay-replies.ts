import { createSeededRandom } from '@gatehouse/client/platform';
import { acceptedReport } from '../inputs/accepted-reports.ts';
import { customerToken } from '../inputs/customer-token.ts';
import { lateReply, postedReply, replyToken } from '../inputs/late-replies.ts';
import { type LinkedRelay, openLinkedRelay } from '../platform/linked-relay.ts';
import { encodePost } from '../platform/load.ts';
import { type LatencyPath, measureLatencies } from '../platform/measure-latencies.ts';
import { startMoodySink } from '../platform/moody-sink.ts';
import { openPoster, type Poster } from '../platform/poster.ts';
import type { Bench, BenchContext } from '../runner/bench.ts';
import { judgeContest, type RowPlan } from '../runner/judge-contest.ts';
import type { Meter } from '../runner/meter.ts';
import { playContest } from '../runner/play-contest.ts';
import type { Contestant, Sample } from '../runner/sample.ts';
import { medianOf, quantileOf } from '../runner/statistics.ts';

const CUSTOMERS = 500;
const SECONDS = 4;
const REPLY_EVERY = 10;
const DEVICE_CONNECTIONS = 256;
const POST_CONNECTIONS = 128;
/** Bursts by which the whole load is found, after as many to warm up. */
const BURSTS = 4;
const BURST_EVENTS = 2_000;
const WARM_UPS = 2;
const MOST_ROUNDS = 12;

const MEDIAN = 'relay/reply-latency';
const TAIL = 'relay/reply-latency-p99';

/**
 * How long a late reply takes through a relay that works at half of what it can: the time from the request until the
 * sink has the reply, for `POST /v1/replies/{correlationToken}` of a directive that another process has seen. What the
 * relay can is measured first, in bursts of events as in `relay/delivers`; half as many messages a second then come at
 * independent moments, one in ten a reply and the others ChangeReports of the same customers. Beside it an undici pool
 * posts the same messages at the same rate. The sink, in the bench's process so that both ends read one clock, has a
 * message when it has parsed it, and answers 202 after 20 ms. CPU is that of the relay's process, or the bench's with
 * the sink, for a message.
 */
export const relayReplies: Bench = {
  rows: [MEDIAN, TAIL],
  peers: [],
  run: async context => {
    const arrivedAt = new Map<string, number>();
    const sink = await startMoodySink({
      moodOf: () => 'takes',
      onTaken: ({ correlationToken }) => {
        if (correlationToken !== undefined) arrivedAt.set(correlationToken, context.meter.wallNs());
      },
    });
    const closing: (() => Promise<void>)[] = [() => sink.close()];
    try {
      const setting = { customers: CUSTOMERS, connections: DEVICE_CONNECTIONS, tokenOf: customerToken };
      const linked = await openLinkedRelay(sink.url, setting);
      closing.unshift(() => linked.close());
      const poster = openPoster(sink.url, POST_CONNECTIONS);
      closing.unshift(() => poster.close());
      const perSecond = Math.round((await measureWholeLoad(linked, context.meter)) / 2);
      return await playReplies({ linked, poster, arrivedAt, perSecond }, context);
    } finally {
      for (const close of closing) await close();
    }
  },
};

interface Setup {
  readonly linked: LinkedRelay;
  readonly poster: Poster;
  readonly arrivedAt: Map<string, number>;
  readonly perSecond: number;
}

/** How many events a second the relay takes and delivers when they come as quickly as it answers. */
async function measureWholeLoad({ relay, load, encodeReport }: LinkedRelay, meter: Meter): Promise<number> {
  const rates: number[] = [];
  for (let burst = 0; burst < 2 * BURSTS; burst += 1) {
    const requests = Array.from({ length: BURST_EVENTS }, (_, place) =>
      encodeReport(place % CUSTOMERS, burst * BURST_EVENTS + place),
    );
    const startedAt = meter.wallNs();
    await load.send(requests, 202);
    await relay.settle(0);
    rates.push(BURST_EVENTS / ((meter.wallNs() - startedAt) / 1e9));
  }
  return medianOf(rates.slice(BURSTS));
}

async function playReplies(setup: Setup, { contest, meter }: BenchContext): Promise<ReturnType<typeof judgeContest>[]> {
  const { perSecond, linked, poster, arrivedAt } = setup;
  const beside = `${perSecond.toLocaleString('en')} messages/s`;
  const names = { ours: `relay, ${beside}`, against: `undici pool, ${beside}` };
  const tails = new Map<string, Sample[]>();
  const contestantOf = (name: string, path: LatencyPath, cpuNs: () => Promise<number>): Contestant => {
    let round = 0;
    const samples: Sample[] = [];
    tails.set(name, samples);
    const play = async (): Promise<Sample> => {
      const cpuBefore = await cpuNs();
      const random = createSeededRandom(round);
      round += 1;
      const plan = { perSecond, seconds: SECONDS, replyEvery: REPLY_EVERY, random, meter };
      const latencies = await measureLatencies(path, plan);
      const cpuOfOne = ((await cpuNs()) - cpuBefore) / (perSecond * SECONDS);
      samples.push({ operations: 1, wallNs: quantileOf(latencies, 0.99), cpuNs: cpuOfOne });
      return { operations: 1, wallNs: medianOf(latencies), cpuNs: cpuOfOne };
    };
    return { name, play };
  };
  const contestants = [
    contestantOf(names.ours, createRelayPath(linked, arrivedAt), linked.relay.cpuNs),
    contestantOf(names.against, createBarePath(poster, arrivedAt), async () => meter.cpuNs()),
  ];
  const rounds = Math.min(contest.rounds, MOST_ROUNDS);
  const medians = await playContest(contestants, { warmUps: WARM_UPS, rounds });
  const counted = new Map([...tails].map(([name, samples]) => [name, samples.slice(WARM_UPS)]));
  const planOf = (name: string, operation: string, bar: number): RowPlan => ({
    ...{ name, operation, ...names },
    goal: { type: 'share', bar },
  });
  return [judgeContest(medians, planOf(MEDIAN, 'reply, p50', 3)), judgeContest(counted, planOf(TAIL, 'reply, p99', 5))];
}

function createRelayPath({ relay, load, encodeReport }: LinkedRelay, arrivedAt: Map<string, number>): LatencyPath {
  let [events, replies] = [2 * BURSTS * BURST_EVENTS, 0];
  return {
    arrivedAt,
    sendEvent: () => {
      events += 1;
      return load.send([encodeReport(events % CUSTOMERS, events)], 202);
    },
    beginReply: () => {
      replies += 1;
      const id = replyToken(replies);
      const body = lateReply(replies, `customer-${replies % CUSTOMERS}`);
      const request = encodePost(`${relay.ready.url}/v1/replies/${id}`, { body, token: 'none' });
      return { id, answered: load.send([request], 202) };
    },
  };
}

function createBarePath(poster: Poster, arrivedAt: Map<string, number>): LatencyPath {
  let [events, replies] = [0, 0];
  const post = (message: object, token: string): Promise<void> =>
    poster.post('/v3/events', [JSON.stringify(message)], token);
  return {
    arrivedAt,
    sendEvent: () => {
      events += 1;
      const token = customerToken(`customer-${events % CUSTOMERS}`);
      return post(acceptedReport(events, token), token);
    },
    beginReply: () => {
      replies += 1;
      const token = customerToken(`customer-${replies % CUSTOMERS}`);
      return { id: replyToken(replies), answered: post(postedReply(replies, token), token) };
    },
  };
}
