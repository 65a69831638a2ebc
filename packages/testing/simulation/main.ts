import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { encodeReport } from './encode-report.ts';
import { runSeed } from './run-seed.ts';
import { simulate } from './simulate.ts';

const USAGE = `npm run simulate -- [--seeds N] [--from N] [--seed N] [--json]

Runs client, relay and gateway, joined in memory, on a virtual clock, a wire and a disk that fail by seed, and checks that
no promise is broken. Exit code 0: none is. 1: one is, or an interesting state was never reached by 1,000 seeds or more.

  --seeds N   how many seeds; default 100
  --from N    the first of them; default 1
  --seed N    this seed alone, with all that happened, line by line; always the same
  --json      one JSON value
`;

interface Options {
  readonly seeds: number;
  readonly from: number;
  readonly seed: number | undefined;
  readonly json: boolean;
  readonly help: boolean;
}

function parseOptions(): Options | string {
  try {
    const text = { type: 'string' } as const;
    const flag = { type: 'boolean', default: false } as const;
    const { values } = parseArgs({ options: { seeds: text, from: text, seed: text, json: flag, help: flag } });
    for (const [name, value] of Object.entries(values)) {
      if (typeof value === 'string' && !/^[1-9]\d{0,8}$/.test(value)) {
        return `--${name} is ${value}; allowed are whole numbers from 1`;
      }
    }
    const { seeds = '100', from = '1', seed, json, help } = values;
    return {
      seeds: Number(seeds),
      from: Number(from),
      seed: seed === undefined ? undefined : Number(seed),
      json,
      help,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function readCommit(): string {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: import.meta.dirname, encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}

async function runOne(seed: number, json: boolean): Promise<number> {
  const report = await runSeed(seed);
  const { violation, trace } = report;
  if (json) process.stdout.write(`${JSON.stringify({ commit: readCommit(), ...report })}\n`);
  else process.stdout.write(`${trace.join('\n')}\n`);
  if (violation !== undefined) process.stderr.write(`Seed ${seed} broke "${violation.name}": ${violation.detail}\n`);
  return violation === undefined ? 0 : 1;
}

async function main(): Promise<number> {
  const options = parseOptions();
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n\n${USAGE}`);
    return 2;
  }
  const { seeds: count, from, seed, json, help } = options;
  if (help) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (seed !== undefined) return runOne(seed, json);
  const report = await simulate({ from, count, threads: availableParallelism() });
  const commit = readCommit();
  process.stdout.write(json ? `${JSON.stringify({ commit, ...report })}\n` : encodeReport(report, commit));
  return report.failures.length === 0 && report.missing.length === 0 ? 0 : 1;
}

process.exitCode = await main();
