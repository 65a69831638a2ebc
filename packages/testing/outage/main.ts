import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createSystemClock } from '@gatehouse/client/platform';
import { drawProgress } from '../crash/draw-progress.ts';
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

function parseOptions(): Options | string {
  try {
    const text = { type: 'string' } as const;
    const flag = { type: 'boolean', default: false } as const;
    const { values } = parseArgs({ options: { kills: text, seed: text, json: flag, help: flag } });
    const { kills = '200', seed = '1', json, help } = values;
    for (const [name, value] of Object.entries({ kills, seed })) {
      if (!/^[1-9]\d{0,5}$/.test(value)) return `--${name} is ${value}; allowed are whole numbers from 1 to 999999`;
    }
    return { kills: Number(kills), seed: Number(seed), json, help };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function main(): Promise<number> {
  const options = parseOptions();
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n\n${USAGE}`);
    return 2;
  }
  const { kills, seed, json, help } = options;
  if (help) {
    process.stdout.write(USAGE);
    return 0;
  }
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

process.exitCode = await main();
