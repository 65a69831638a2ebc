import { Worker } from 'node:worker_threads';
import { type Command, describeCommand } from './command.ts';
import { createPlan } from './plan.ts';
import { runSeed } from './run-seed.ts';
import { shrinkCommands } from './shrink-commands.ts';
import { findMissingStates } from './sometimes.ts';
import { type FailedSeed, Tally, type ToldSeed } from './tally.ts';
import type { Violation } from './watch.ts';
import type { WorldOptions } from './world.ts';

/** Which seeds are run: `count` of them, from `from` on, on so many threads. */
export interface SimulationOptions {
  readonly from: number;
  readonly count: number;
  readonly threads: number;
  /** How the worlds of all seeds differ from the ordinary one. */
  readonly world?: WorldOptions;
  /** No seed begins any more when it is aborted; those that run are waited for, and what was reached is the report. */
  readonly signal?: AbortSignal;
  /** Told of each seed as soon as it has ended. */
  readonly onSeed?: (told: ToldSeed) => void;
}

/** A seed that broke an invariant, with the fewest commands that still do. */
export interface Failure extends FailedSeed {
  /** A line for each command; empty for those beyond {@link MOST_SHRUNK} seeds, and when the run was interrupted. */
  readonly commands: readonly string[];
}

/** What a simulation came to. */
export interface SimulationReport {
  /** The first seed. */
  readonly from: number;
  /** How many were run. */
  readonly seeds: number;
  /** Whether more were asked for than were run. */
  readonly interrupted: boolean;
  readonly failures: readonly Failure[];
  /** Interesting states that were never reached. */
  readonly missing: readonly string[];
  readonly faults: Readonly<Record<string, number>>;
  readonly states: Readonly<Record<string, number>>;
}

/** So many failing seeds are shrunk; the rest is listed. */
const MOST_SHRUNK = 3;

const ENTRY: URL = new URL('./seed-worker.ts', import.meta.url);

/** Runs seeds on several threads and adds up what they came to. Rejects when a thread breaks, with the seed. */
export async function simulate(options: SimulationOptions): Promise<SimulationReport> {
  const { from, count, threads, signal, onSeed } = options;
  const tally = new Tally();
  let next = from;
  const take = (): number | undefined => (next < from + count && !signal?.aborted ? next++ : undefined);
  const onEnd = (told: ToldSeed): void => {
    tally.add(told);
    onSeed?.(told);
  };
  await Promise.all(Array.from({ length: Math.min(threads, count) }, () => work({ take, onEnd, options })));
  const { seeds, states, faults } = tally;
  const failures = await shrinkAll(tally.failed, options);
  const interrupted = seeds < count;
  return { from, seeds, interrupted, failures, missing: findMissingStates(seeds, states), faults, states };
}

/** The fewest commands of a seed with which the same invariant breaks. */
function shrinkSeed({ seed, violation }: FailedSeed, world: WorldOptions = {}): Promise<readonly Command[]> {
  const breaks = (found: Violation | undefined): boolean => found?.name === violation.name;
  const { commands } = createPlan(seed);
  return shrinkCommands(commands, async fewer =>
    breaks((await runSeed(seed, { ...world, commands: fewer })).violation),
  );
}

async function shrinkAll(failed: readonly FailedSeed[], options: SimulationOptions): Promise<readonly Failure[]> {
  const failures: Failure[] = [];
  for (const one of failed) {
    const shrunk = failures.length < MOST_SHRUNK && !options.signal?.aborted;
    const commands = shrunk ? await shrinkSeed(one, options.world) : [];
    failures.push({ ...one, commands: commands.map(describeCommand) });
  }
  return failures;
}

interface Work {
  readonly take: () => number | undefined;
  readonly onEnd: (told: ToldSeed) => void;
  readonly options: SimulationOptions;
}

/** Keeps one thread busy until there are no seeds left. */
async function work({ take, onEnd, options }: Work): Promise<void> {
  const worker = new Worker(ENTRY, { name: 'gatehouse-simulation', workerData: options.world ?? {} });
  try {
    for (let seed = take(); seed !== undefined; seed = take()) onEnd(await runOn(worker, seed));
  } finally {
    await worker.terminate();
  }
}

function runOn(worker: Worker, seed: number): Promise<ToldSeed> {
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown): void => reject(new Error(`Seed ${seed} ended its thread`, { cause }));
    worker.once('error', fail);
    worker.once('message', (told: ToldSeed) => {
      worker.off('error', fail);
      resolve(told);
    });
    worker.postMessage(seed);
  });
}
