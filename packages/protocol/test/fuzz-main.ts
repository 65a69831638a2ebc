import { parseArgs } from 'node:util';
import { runFuzz } from './fuzz.ts';
import { readVectors } from './read-vectors.ts';

const USAGE = `npx node packages/protocol/test/fuzz-main.ts [--runs 1000000] [--seed 1]

Judges mutations of the valid vectors. Exit code 0: none failed. 1: some failed, and are printed. 2: wrong usage.
`;

function main(): number {
  const { values } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } });
  const runs = Number(values.runs ?? 1_000_000);
  const seed = Number(values.seed ?? 1);
  if (!(Number.isSafeInteger(runs) && Number.isSafeInteger(seed))) {
    process.stderr.write(USAGE);
    return 2;
  }
  const valid = [...readVectors().values()]
    .flat()
    .filter(
      ({ mode, expect, value }) => mode === undefined && expect.problems.length === 0 && sizeInText(value) < 10_000,
    );
  const { failures, ...figures } = runFuzz({ runs, seed, valid });
  process.stdout.write(`${JSON.stringify(figures)}\n${failures.map(failure => `${failure}\n`).join('')}`);
  return failures.length === 0 ? 0 : 1;
}

function sizeInText(value: unknown): number {
  return JSON.stringify(value).length;
}

process.exitCode = main();
