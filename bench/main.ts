import { parseArgs } from 'node:util';
import { machineMeter } from './platform/machine-meter.ts';
import { listMissingPeers, loadPeer } from './platform/peers.ts';
import { benches } from './rows/benches.ts';
import type { Bench, BenchContext } from './runner/bench.ts';
import { encodeTable } from './runner/encode-table.ts';
import type { Row } from './runner/row.ts';
import { isSelected, selectBenches } from './runner/select-benches.ts';

/** V8 needs some thousand calls until it has compiled a function for good. */
const WARM_UPS = 150;

const USAGE = `npm run bench [-- ROW…] [--json] [--rounds N]

Measures what Gatehouse costs beside what others cost, in turns within one run, and prints a table, or with --json
one object a row. Without ROW all rows; a ROW is the beginning of a name. Exit code 0: every goal is reached. 1: one
is missed. 2: wrong usage, or peers are not installed.

  --rounds N   rounds that count, after ${WARM_UPS} to warm up; default 400

Rows:
${benches.flatMap(({ rows }) => rows.map(row => `  ${row}\n`)).join('')}`;

interface Options {
  readonly words: readonly string[];
  readonly json: boolean;
  readonly help: boolean;
  readonly rounds: number;
}

function parseOptions(): Options | string {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        rounds: { type: 'string', default: '400' },
      },
    });
    const rounds = Number(values.rounds);
    if (!Number.isInteger(rounds) || rounds < 1) return `--rounds is ${values.rounds}; allowed whole numbers from 1`;
    return { words: positionals, json: values.json, help: values.help, rounds };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function runBench(bench: Bench, options: Options): Promise<readonly Row[]> {
  const contest = { warmUps: WARM_UPS, rounds: options.rounds };
  const context: BenchContext = { contest, meter: machineMeter, loadPeer };
  const rows = (await bench.run(context)).filter(({ name }) => isSelected(name, options.words));
  if (options.json) for (const row of rows) process.stdout.write(`${JSON.stringify(row)}\n`);
  return rows;
}

function refuse(reason: string): number {
  process.stderr.write(`${reason}\n\n${USAGE}`);
  return 2;
}

async function main(): Promise<number> {
  const options = parseOptions();
  if (typeof options === 'string') return refuse(options);
  if (options.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const selected = selectBenches(benches, options.words);
  if (typeof selected === 'string') return refuse(`There is no row ${selected}`);
  const missing = listMissingPeers([...new Set(selected.flatMap(({ peers }) => peers))]);
  if (missing.length > 0) {
    process.stderr.write(`The peers ${missing.join(', ')} are not installed; run npm ci --prefix bench/peers\n`);
    return 2;
  }
  const rows: Row[] = [];
  for (const bench of selected) rows.push(...(await runBench(bench, options)));
  if (!options.json) process.stdout.write(encodeTable(rows));
  return rows.every(({ ok }) => ok) ? 0 : 1;
}

// Not by exitCode: a peer's hook at the end of the process would put 0 in its place.
process.exit(await main());
