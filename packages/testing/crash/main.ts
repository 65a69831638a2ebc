import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { judgeNumbers, parseCommandLine } from '../command-line.ts';
import { readCommit } from '../platform/read-commit.ts';
import { runProgram } from '../platform/run-program.ts';
import { judgeLevel, type LevelReport } from './crash-images.ts';
import { drawProgress } from './draw-progress.ts';
import { encodeCrashReport, judgeReports } from './encode-crash-report.ts';
import { writeImage } from './image-files.ts';

const USAGE = `npm run crash-images -- [--images N] [--acknowledgements N] [--seed N] [--directory DIR] [--keep DIR] [--json]

Records what the relay's store really writes and syncs while it works, ends well and is killed; builds the images that a
power cut could leave on the disk at each point, opens each with the store, and compares it with what the store had
acknowledged by then. At "synchronous" FULL, which the relay always has, none may lose anything; at NORMAL, which only this
command can set, some must, or the command finds nothing at all.
Needs Linux with strace ("apt-get install strace" or the like) and the right to trace processes.

Exit code 0: so it is. 1: an image at FULL loses something or is malformed, or none at NORMAL loses anything. 2: wrong
options. 3: strace is not there or may not trace.

  --images N            how many images to judge at most, for each level; default 8000
  --acknowledgements N  how many acknowledgements each recorded process gives, about; default 60
  --seed N              decides on the work and the choice of images; default 1. Threads race, so recordings differ
  --directory DIR       where images are written, in a folder that is removed again; default /dev/shm where it is, else
                        the temporary directory
  --keep DIR            writes failed images there, each to a folder of its own
  --json                one JSON value
`;

const NO_STRACE = 3;
/** The largest number that an option may be. */
const MOST = 9_999_999;
const MEMORY_DISK = '/dev/shm';

interface Options {
  readonly images: number;
  readonly acknowledgements: number;
  readonly seed: number;
  readonly directory: string;
  readonly keep: string | undefined;
  readonly json: boolean;
  readonly help: boolean;
}

function parseOptions(args: readonly string[]): Options | string {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const numbers = { images: text, acknowledgements: text, seed: text } as const;
  const options = { ...numbers, directory: text, keep: text, json: flag, help: flag };
  return parseCommandLine({ args, options }, values => {
    const { images = '8000', acknowledgements = '60', seed = '1', ...rest } = values;
    const wrong = judgeNumbers({ images, acknowledgements, seed }, MOST);
    if (wrong !== undefined) return wrong;
    const { directory = existsSync(MEMORY_DISK) ? MEMORY_DISK : tmpdir(), keep, json, help } = rest;
    const given = { images: Number(images), acknowledgements: Number(acknowledgements), seed: Number(seed) };
    return { ...given, directory, keep, json, help };
  });
}

async function judgeLevels({ images, acknowledgements, seed, directory }: Options): Promise<LevelReport[] | string> {
  const reports: LevelReport[] = [];
  for (const synchronous of ['FULL', 'NORMAL'] as const) {
    const folder = await mkdtemp(join(directory, 'gatehouse-crash-'));
    const onProgress = drawProgress(process.stderr, `synchronous ${synchronous}`);
    const work = { synchronous, directory: folder, seed, acknowledgements, images, threads: availableParallelism() };
    try {
      const result = await judgeLevel({ ...work, onProgress });
      if (result.type === 'impossible') return result.why;
      reports.push(result.report);
    } finally {
      onProgress(0, 0);
      await rm(folder, { recursive: true, force: true });
    }
  }
  return reports;
}

function keepFailures(reports: readonly LevelReport[], keep: string): void {
  for (const { synchronous, failures } of reports) {
    for (const [number, { image }] of failures.entries()) writeImage(resolve(keep, `${synchronous}-${number}`), image);
  }
}

async function run(options: Options): Promise<number> {
  const reports = await judgeLevels(options);
  if (typeof reports === 'string') {
    process.stderr.write(
      `Nothing could be recorded: ${reports}; install strace, on Linux, where processes may be traced\n`,
    );
    return NO_STRACE;
  }
  if (options.keep !== undefined) keepFailures(reports, options.keep);
  const [commit, { seed }] = [readCommit(), options];
  const told = reports.map(report => ({ ...report, failures: report.failures.map(({ image: _, ...rest }) => rest) }));
  process.stdout.write(
    options.json ? `${JSON.stringify({ commit, seed, levels: told })}\n` : encodeCrashReport(reports, { commit, seed }),
  );
  return judgeReports(reports).length === 0 ? 0 : 1;
}

await runProgram({ usage: USAGE, parse: parseOptions, run });
