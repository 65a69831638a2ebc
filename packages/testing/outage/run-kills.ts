import { type Clock, createSeededRandom, type Random, sleep } from '@gatehouse/client/platform';
import type { ScriptedAnswer } from '../script/scripted-answer.ts';
import type { ScriptedGateway } from '../script/scripted-gateway.ts';
import { countRepeats, judgeArrivals, readArrivals } from './arrival.ts';
import { DeviceLoad } from './device-load.ts';
import { judgeRelay, readLedger } from './judge-relay.ts';
import { type HousedRelay, moveIn, openRelayHouse, type RelayHouse } from './relay-house.ts';
import { ToldLog } from './told-log.ts';

/** How often a relay is killed, and with what. */
export interface KillOptions {
  readonly kills: number;
  /** Decides on the moments and on what Amazon's end refuses. */
  readonly seed: number;
  /** An empty directory for the store. */
  readonly directory: string;
  readonly clock: Clock;
  /** Told of each kill. */
  readonly onProgress?: (done: number, all: number) => void;
}

/** What came of it. */
export interface KillReport {
  readonly kills: number;
  readonly acknowledged: number;
  /** Requests that got no answer, for the relay was gone. */
  readonly unanswered: number;
  /** How many of the acknowledged events ended how. */
  readonly endings: Readonly<Record<string, number>>;
  /** What Amazon's end accepted of devices, and how much of that it had accepted before. */
  readonly arrivals: number;
  readonly repeats: number;
  /** How many events waited after a restart, at most. */
  readonly longestBacklog: number;
  /** From the start of the process to its ready line, in milliseconds. */
  readonly restartMs: { readonly median: number; readonly longest: number };
  /** What did not hold, a sentence each, with the kill after which it was found. */
  readonly violations: readonly string[];
}

const CUSTOMERS = ['customer-0', 'customer-1', 'customer-2', 'customer-3'];
/** A relay is killed after at most so many further acknowledgements, or so many milliseconds. */
const MOST_ACKNOWLEDGED = 80;
const LONGEST_LIFE_MS = 1_500;
/** How long everything that is left may take to be delivered, in milliseconds. */
const DRAIN_MS = 120_000;
const LOOK_MS = 2;

interface Run extends KillOptions {
  readonly random: Random;
  readonly house: RelayHouse;
  readonly log: ToldLog;
  readonly load: DeviceLoad;
  readonly violations: string[];
  readonly starts: number[];
  longestBacklog: number;
}

/**
 * Kills a relay's process with SIGKILL, over and over, while devices tell and Amazon's end now and then refuses, fails
 * or is cut off, and compares after each restart. In the end everything is delivered.
 */
export async function runKills(options: KillOptions): Promise<KillReport> {
  const random = createSeededRandom(options.seed);
  const state = { calm: false };
  const answer = (): ScriptedAnswer | undefined => (state.calm ? undefined : refuseSome(random));
  await using house = await openRelayHouse({ directory: options.directory, answer });
  const log = new ToldLog();
  const load = new DeviceLoad({ customers: CUSTOMERS, log });
  const run: Run = { ...options, random, house, log, load, violations: [], starts: [], longestBacklog: 0 };
  for (let kill = 0; kill < options.kills; kill++) {
    await liveAndDie(run, kill);
    options.onProgress?.(kill + 1, options.kills);
  }
  state.calm = true;
  await drain(run);
  return createReport(run);
}

/** Most requests are accepted; some are refused for now, some get no answer although they are accepted. */
function refuseSome(random: Random): ScriptedAnswer | undefined {
  const draw = random.next();
  if (draw < 0.02) return { status: 500 };
  if (draw < 0.03) return { status: 429 };
  if (draw < 0.05) return { cut: 'headers' };
  return draw < 0.06 ? { cut: 'before' } : undefined;
}

async function liveAndDie(run: Run, kill: number): Promise<void> {
  const { random, house, log, load, clock } = run;
  const relay = await startRelay(run, kill);
  if (kill === 0) for (const customer of CUSTOMERS) await moveIn(relay, { gateway: house.gateway, customer });
  const enough = log.size + Math.ceil(random.next() * MOST_ACKNOWLEDGED);
  const until = clock.monotonic() + random.next() * LONGEST_LIFE_MS;
  let dead = false;
  const telling = load.tell(relay.url, () => dead);
  while (log.size < enough && clock.monotonic() < until) await sleep(clock, LOOK_MS);
  await relay.process.kill('SIGKILL');
  dead = true;
  await telling;
}

async function startRelay(run: Run, kill: number): Promise<HousedRelay> {
  const startedAt = run.clock.monotonic();
  const relay = await run.house.startRelay();
  run.starts.push(run.clock.monotonic() - startedAt);
  run.longestBacklog = Math.max(run.longestBacklog, Number((await readLedger(relay.url))?.pending ?? 0));
  const wrong = await judgeRelay(relay.url, run.log);
  run.violations.push(...wrong.map(sentence => `after kill ${kill}: ${sentence}`));
  return relay;
}

async function drain(run: Run): Promise<void> {
  const { clock, house, log, kills, violations } = run;
  const relay = await startRelay(run, kills);
  const until = clock.monotonic() + DRAIN_MS;
  while (Number((await readLedger(relay.url))?.pending ?? 1) > 0 && clock.monotonic() < until) await sleep(clock, 100);
  const wrong = [...(await judgeRelay(relay.url, log)), ...judgeArrivals(heardBy(house.gateway), log.all())];
  const left = log.open().map(({ id }) => `${id} is pending although nothing hinders it`);
  violations.push(...[...wrong, ...left].map(sentence => `in the end: ${sentence}`));
  await relay.process.kill('SIGTERM');
}

function heardBy(gateway: ScriptedGateway): ReturnType<typeof readArrivals> {
  return readArrivals(gateway.heard({ path: 'events' }));
}

function createReport({ kills, log, load, house, starts, violations, longestBacklog }: Run): KillReport {
  const arrivals = heardBy(house.gateway);
  const sorted = starts.toSorted((a, b) => a - b).map(Math.round);
  return {
    kills,
    acknowledged: log.size,
    unanswered: load.unanswered,
    endings: log.endings(),
    arrivals: arrivals.length,
    repeats: countRepeats(arrivals),
    longestBacklog,
    restartMs: { median: sorted[sorted.length >> 1] ?? 0, longest: sorted.at(-1) ?? 0 },
    violations,
  };
}
