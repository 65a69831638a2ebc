import { Worker } from 'node:worker_threads';
import { type Command, describeCommand } from './command.ts';
import { createPlan } from './plan.ts';
import { runSeed, type SeedReport } from './run-seed.ts';
import { shrinkCommands } from './shrink-commands.ts';
import { findMissingStates } from './sometimes.ts';
import type { Violation } from './watch.ts';

/** Which seeds are run: `count` of them, from `from` on, on so many threads. */
export interface SimulationOptions {
  readonly from: number;
  readonly count: number;
  readonly threads: number;
}

/** A seed that broke an invariant, with the fewest commands that still do. */
export interface Failure {
  readonly seed: number;
  readonly violation: Violation;
  /** A line for each command; empty for those beyond {@link MOST_SHRUNK} seeds. */
  readonly commands: readonly string[];
}

/** What a simulation came to. */
export interface SimulationReport {
  readonly seeds: number;
  readonly failures: readonly Failure[];
  /** Interesting states that were never reached. */
  readonly missing: readonly string[];
  readonly faults: Readonly<Record<string, number>>;
  readonly states: Readonly<Record<string, number>>;
}

type Told = Omit<SeedReport, 'trace'>;

/** So many failing seeds are shrunk; the rest is listed. */
const MOST_SHRUNK = 3;

const ENTRY: URL = new URL('./seed-worker.ts', import.meta.url);

/** Runs seeds on several threads and adds up what they came to. Rejects when a thread breaks, with the seed. */
export async function simulate({ from, count, threads }: SimulationOptions): Promise<SimulationReport> {
  const reports: Told[] = [];
  let next = from;
  const take = (): number | undefined => (next < from + count ? next++ : undefined);
  await Promise.all(Array.from({ length: Math.min(threads, count) }, () => work(take, reports)));
  const failed = reports.filter(({ violation }) => violation !== undefined).sort((a, b) => a.seed - b.seed);
  const failures: Failure[] = [];
  for (const { seed, violation } of failed) {
    if (violation === undefined) continue;
    const commands = failures.length < MOST_SHRUNK ? await shrinkSeed(seed, violation) : [];
    failures.push({ seed, violation, commands: commands.map(describeCommand) });
  }
  const states = addUp(reports.map(report => report.states));
  return {
    seeds: reports.length,
    failures,
    missing: findMissingStates(count, states),
    faults: addUp(reports.map(report => report.faults)),
    states,
  };
}

/** The fewest commands of a seed with which the same invariant breaks. */
export function shrinkSeed(seed: number, { name }: Violation): Promise<readonly Command[]> {
  const { commands } = createPlan(seed);
  return shrinkCommands(commands, async fewer => (await runSeed(seed, { commands: fewer })).violation?.name === name);
}

/** Keeps one thread busy until there are no seeds left. */
async function work(take: () => number | undefined, reports: Told[]): Promise<void> {
  const worker = new Worker(ENTRY, { name: 'gatehouse-simulation' });
  try {
    for (let seed = take(); seed !== undefined; seed = take()) reports.push(await runOn(worker, seed));
  } finally {
    await worker.terminate();
  }
}

function runOn(worker: Worker, seed: number): Promise<Told> {
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown): void => reject(new Error(`Seed ${seed} ended its thread`, { cause }));
    worker.once('error', fail);
    worker.once('message', (report: Told) => {
      worker.off('error', fail);
      resolve(report);
    });
    worker.postMessage(seed);
  });
}

function addUp(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const each of counts) {
    for (const [name, count] of Object.entries(each)) sums[name] = (sums[name] ?? 0) + count;
  }
  return Object.fromEntries(Object.entries(sums).sort(([a], [b]) => (a < b ? -1 : 1)));
}
