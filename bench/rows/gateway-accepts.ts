import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GatewayUrls } from '@gatehouse/gateway';
import { textAt } from '@gatehouse/protocol';
import { acceptedReport, announcementOf } from '../inputs/accepted-reports.ts';
import { type Called, createHttpCaller } from '../platform/http-caller.ts';
import { encodePost, type Load, openLoad } from '../platform/load.ts';
import { type ServerProcess, startServerProcess } from '../platform/server-process.ts';
import type { Bench, BenchContext } from '../runner/bench.ts';
import { judgeContest, type RowPlan } from '../runner/judge-contest.ts';
import { playContest } from '../runner/play-contest.ts';
import type { Contestant, Sample } from '../runner/sample.ts';

const CONNECTIONS = 64;
const EVENTS_EACH = 2_000;
/** More than the journal holds, so that what is measured is a gateway that has run for a while. */
const WARM_UPS = 8;
const MOST_ROUNDS = 40;

const BARE = 'node:http, parses, 202';
const DURABLE = 'gateway, journal durable';
const IN_MEMORY = 'gateway, journal in memory';

const plans: readonly RowPlan[] = [
  {
    name: 'gateway/accepts',
    ours: DURABLE,
    goal: { type: 'times-faster', bar: 0.7 },
    operation: 'event',
    against: BARE,
  },
  { name: 'gateway/accepts-memory', ours: IN_MEMORY, goal: undefined, operation: 'event', against: BARE },
];

/**
 * How quickly a gateway takes events: strict, with everything that follows from one, and the 202 only when journal and
 * home are on the disk (SQLite, synchronous FULL); beside it a gateway in memory. Each server is a process of its own,
 * sent the same ChangeReports over 64 connections from the bench's; CPU is that of the server's process.
 */
export const gatewayAccepts: Bench = {
  rows: plans.map(({ name }) => name),
  peers: [],
  run: async context => {
    const directory = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
    const runners: Runner[] = [];
    try {
      runners.push(await openGateway(DURABLE, [directory]));
      runners.push(await openBare());
      runners.push(await openGateway(IN_MEMORY, []));
      const rounds = Math.min(context.contest.rounds, MOST_ROUNDS);
      const contestants = runners.map(runner => createContestant(runner, context));
      const result = await playContest(contestants, { warmUps: WARM_UPS, rounds });
      return plans.map(plan => judgeContest(result, plan));
    } finally {
      for (const { load, server } of runners) {
        load.close();
        await server.stop();
      }
      await rm(directory, { recursive: true });
    }
  },
};

/** A server, the connections to it, and where its events go. */
interface Runner {
  readonly name: string;
  readonly server: ServerProcess<unknown>;
  readonly load: Load;
  readonly url: string;
  readonly token: string;
}

async function openBare(): Promise<Runner> {
  const server = await startServerProcess<{ url: string }>(new URL('../servers/bare-main.ts', import.meta.url));
  const { url } = server.ready;
  const load = await openLoad(url, CONNECTIONS);
  // As long as the gateway's tokens.
  return { name: BARE, server, load, url: `${url}/v3/events`, token: `gatehouse-secret-${'x'.repeat(340)}` };
}

async function openGateway(name: string, words: readonly string[]): Promise<Runner> {
  const server = await startServerProcess<GatewayUrls>(new URL('../servers/gateway-main.ts', import.meta.url), words);
  const { na, control } = server.ready;
  const url = `${na}/v3/events`;
  const token = await enableSkill(control, url);
  return { name, server, load: await openLoad(na, CONNECTIONS), url, token };
}

/** Makes a skill, a customer and the endpoints of a home known; answers the token for them. */
async function enableSkill(control: string, events: string): Promise<string> {
  const caller = createHttpCaller();
  const call = async (...request: Parameters<typeof caller.call>): Promise<Called> => {
    const called = await caller.call(...request);
    if (called.status < 300) return called;
    throw new RangeError(`The bench asked ${request[0]} ${request[1]} and was answered ${called.status}`);
  };
  try {
    const skill = { clientId: 'bench-client', clientSecret: 'gatehouse-secret-bench' };
    await call('PUT', `${control}/skills/bench`, { body: skill });
    await call('PUT', `${control}/customers/customer`, { body: { region: 'NA' } });
    const pair = await call('POST', `${control}/tokens`, { body: { skillId: 'bench', userId: 'customer' } });
    const token = textAt(JSON.parse(pair.bytes.toString()), ['access_token']) ?? '';
    await call('POST', events, { body: announcementOf(token), token });
    return token;
  } finally {
    caller.close();
  }
}

/** Bodies are written outside of the measured time. */
function createContestant({ name, server, load, url, token }: Runner, { meter }: BenchContext): Contestant {
  let sent = 0;
  const play = async (): Promise<Sample> => {
    const requests = Array.from({ length: EVENTS_EACH }, (_, place) =>
      encodePost(url, { body: acceptedReport(sent + place, token), token }),
    );
    sent += EVENTS_EACH;
    const cpuBefore = await server.cpuNs();
    const wallBefore = meter.wallNs();
    await load.send(requests, 202);
    const wallNs = meter.wallNs() - wallBefore;
    return { operations: EVENTS_EACH, wallNs, cpuNs: (await server.cpuNs()) - cpuBefore };
  };
  return { name, play };
}
