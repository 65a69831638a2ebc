import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSystemClock } from '@gatehouse/client/platform';
import { judgeNumbers, parseCommandLine } from '../command-line.ts';
import { drawProgress } from '../crash/draw-progress.ts';
import { runProgram } from '../platform/run-program.ts';
import { encodeKillReport } from './encode-kill-report.ts';
import { runKills } from './run-kills.ts';

const USAGE = `npm run kills -- [--kills N] [--seed N] [--json]

Runs "gatehouse relay" as a process of its own on a store on the disk, tells it over HTTP what doors, lamps and bells do, and
kills it with SIGKILL at a moment that nobody chose, over and over, while Amazon's end now and then refuses or is cut off.
After each restart everything that was acknowledged must be delivered or pending and the ledger must balance; in the end all of
it is delivered, in the order of each device.

Exit code 0: so it is. 1: a promise was broken. 2: wrong options.

  --kills N  how many; default 200, some seconds each
  --seed N   decides on the moments and on what Amazon's end refuses; default 1. Processes race, so runs differ
  --json     one JSON value
`;

interface Options {
  readonly kills: number;
  readonly seed: number;
  readonly json: boolean;
  readonly help: boolean;
}

/** The largest number that an option may be. */
const MOST = 999_999;

function parseOptions(args: readonly string[]): Options | string {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const options = { kills: text, seed: text, json: flag, help: flag };
  return parseCommandLine({ args, options }, ({ kills = '200', seed = '1', json, help }) => {
    const wrong = judgeNumbers({ kills, seed }, MOST);
    return wrong ?? { kills: Number(kills), seed: Number(seed), json, help };
  });
}

async function run({ kills, seed, json }: Options): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-kills-'));
  const onProgress = drawProgress(process.stderr, 'Kills');
  try {
    const report = await runKills({ kills, seed, directory, clock: createSystemClock(), onProgress });
    onProgress(0, 0);
    process.stdout.write(json ? `${JSON.stringify({ seed, ...report })}\n` : encodeKillReport(report, seed));
    return report.violations.length === 0 ? 0 : 1;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

await runProgram({ usage: USAGE, parse: parseOptions, run });
