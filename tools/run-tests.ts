import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { maskSecrets } from '../packages/testing/secrets.ts';
import { runCommand } from './checks/run-command.ts';
import { judgeTestRun } from './pages/test-report.ts';

const USAGE = `npm test [-- FILTER…]

Runs every test of the repository, or those whose path holds one of the FILTERs, with node's own runner, and searches
everything that was printed for secrets. Exit code 0: all passed. 1: something failed. 2: no file fits the filter.
`;
const WHERE = ['packages/**/*.test.ts', 'tools/**/*.test.ts', 'bench/**/*.test.ts', 'examples/**/*.test.ts'];
/** A test that waits for ever fails with its name and does not hang the run, in milliseconds. */
const LONGEST_TEST_MS = 300_000;

/** A developer's own settings must not reach the tests. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:GATEHOUSE_|NODE_TEST_|NODE_OPTIONS$)/.test(name));
  return { ...Object.fromEntries(kept), NO_COLOR: '1', FORCE_COLOR: undefined };
}

/** Prints whole lines as they come, each with its secrets masked; answers a function that prints the rest. */
function createLinePrinter(): { write: (text: string) => void; end: () => void } {
  let rest = '';
  return {
    write: text => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) process.stdout.write(`${maskSecrets(line)}\n`);
    },
    end: () => void process.stdout.write(maskSecrets(rest)),
  };
}

async function main(filters: readonly string[]): Promise<number> {
  if (filters.some(word => word.startsWith('-'))) {
    process.stdout.write(USAGE);
    return filters.includes('--help') ? 0 : 2;
  }
  const root = resolve(import.meta.dirname, '..');
  const all = globSync(WHERE, { cwd: root, exclude: path => path.includes('node_modules') }).sort();
  const files = all.filter(path => filters.length === 0 || filters.some(filter => path.includes(filter)));
  if (files.length === 0) {
    process.stderr.write(`None of ${all.length} test files has a path with ${filters.join(' or ')}\n`);
    return 2;
  }
  const concurrency = Math.max(2, Math.min(8, availableParallelism()));
  const printer = createLinePrinter();
  const run = await runCommand(
    [
      process.execPath,
      '--test',
      '--test-reporter=spec',
      `--test-concurrency=${concurrency}`,
      `--test-timeout=${LONGEST_TEST_MS}`,
      ...files,
    ],
    { cwd: root, env: environment(), onOutput: printer.write },
  );
  printer.end();
  const { ok, lines } = judgeTestRun(run);
  process.stdout.write(`${lines.join('\n')}\n`);
  return ok ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
