import { availableParallelism } from 'node:os';
import { createSystemClock } from '@gatehouse/client/platform';
import { readCommit } from '../platform/read-commit.ts';
import { runProgram } from '../platform/run-program.ts';
import { describeFailure, encodeReport } from './encode-report.ts';
import { parseOptions, type RunOptions, USAGE } from './parse-options.ts';
import { Progress } from './progress.ts';
import { runSeed } from './run-seed.ts';
import { type SimulationReport, simulate } from './simulate.ts';
import type { ToldSeed } from './tally.ts';
import type { WorldOptions } from './world.ts';

/** How many groups a lying disk acknowledges before it syncs. */
const LYING: WorldOptions = { syncEvery: 50 };
/** What a shell reports for a command that Ctrl+C ended. */
const INTERRUPTED = 130;
const CLEAR_LINE = '\r\u001B[K';

async function runOne(seed: number, { json, lyingDisk }: RunOptions): Promise<number> {
  const report = await runSeed(seed, lyingDisk ? LYING : {});
  const { violation, trace } = report;
  if (json) process.stdout.write(`${JSON.stringify({ commit: readCommit(), ...report })}\n`);
  else process.stdout.write(`${trace.join('\n')}\n`);
  if (violation !== undefined) process.stderr.write(`${describeFailure({ seed, violation })}\n`);
  return violation === undefined ? 0 : 1;
}

/** A line on stderr that changes on a terminal, or one a minute; failing seeds at once. */
function startTelling({ seeds, progress }: RunOptions): { tell: (told: ToldSeed) => void; stop: () => void } {
  const terminal = process.stderr.isTTY === true;
  const clear = terminal ? CLEAR_LINE : '';
  const say = (line: string): void => void process.stderr.write(terminal ? `${clear}${line}` : `${line}\n`);
  const everyMs = (progress ?? (terminal ? 1 : 60)) * 1_000;
  const told = new Progress({ clock: createSystemClock(), everyMs, count: seeds, say });
  return {
    tell: seed => {
      told.add(seed);
      if (seed.violation === undefined) return;
      process.stderr.write(`${clear}${describeFailure({ seed: seed.seed, violation: seed.violation })}\n`);
    },
    stop: () => {
      told.stop();
      process.stderr.write(clear);
    },
  };
}

async function runMany(options: RunOptions): Promise<number> {
  const { seeds: count, from, lyingDisk, json } = options;
  const over = new AbortController();
  const interrupt = (): void => over.abort();
  // Once: who asks a second time does not want to wait for the seeds that run.
  process.once('SIGINT', interrupt);
  const { tell, stop } = startTelling(options);
  const world = lyingDisk ? LYING : {};
  const { signal } = over;
  const threads = availableParallelism();
  const report = await simulate({ from, count, threads, world, signal, onSeed: tell }).finally(stop);
  process.off('SIGINT', interrupt);
  const commit = readCommit();
  const again = lyingDisk ? ' --lying-disk' : '';
  process.stdout.write(json ? `${JSON.stringify({ commit, ...report })}\n` : encodeReport(report, { commit, again }));
  return exitCodeOf(report);
}

function exitCodeOf({ failures, missing, interrupted }: SimulationReport): number {
  if (failures.length > 0) return 1;
  if (interrupted) return INTERRUPTED;
  return missing.length === 0 ? 0 : 1;
}

function run(options: RunOptions): Promise<number> {
  return options.seed === undefined ? runMany(options) : runOne(options.seed, options);
}

await runProgram({ usage: USAGE, parse: parseOptions, run });
