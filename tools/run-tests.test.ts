import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { type CommandResult, runCommand } from './checks/run-command.ts';

function runTests(...filters: string[]): Promise<CommandResult> {
  return runCommand([process.execPath, 'tools/run-tests.ts', ...filters], { cwd: resolve(import.meta.dirname, '..') });
}

test('run-tests runs the files whose path holds the filter and ends with one sentence', async () => {
  const { exitCode, output } = await runTests('tools/pages/test-report');
  assert.equal(exitCode, 0, output);
  assert.match(output, /^ℹ tests 4$/m);
  assert.match(output, /✔ the output of the whole run holds no secret \(\d+ lines searched\)\n✔ 4 tests, 4 passed\n$/);
});

test('run-tests exits 2 when no file fits, and tells how it is used', async () => {
  const none = await runTests('no-such-file');
  assert.equal(none.exitCode, 2);
  assert.match(none.output, /^None of \d+ test files has a path with no-such-file\n$/);
  assert.equal((await runTests('--watch')).exitCode, 2);
  const help = await runTests('--help');
  assert.equal(help.exitCode, 0);
  assert.match(help.output, /npm test \[-- FILTER…\]/);
});
