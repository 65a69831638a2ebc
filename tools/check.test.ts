import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { checks } from './checks/checks.ts';
import { type CommandResult, runCommand } from './checks/run-command.ts';

const root = resolve(import.meta.dirname, '..');

function check(...args: string[]): Promise<CommandResult> {
  return runCommand([process.execPath, 'tools/check.ts', ...args], { cwd: root });
}

test('check --help lists every check and exits 0', async () => {
  const { exitCode, output } = await check('--help');
  assert.equal(exitCode, 0);
  for (const { name, promise } of checks) assert.ok(output.includes(`${name} `) && output.includes(promise));
});

test('check --only runs just these checks', async () => {
  const { exitCode, output } = await check('--only', 'errors-page,cycles', '--except', 'cycles');
  assert.match(output, /^✔ errors-page: .*\n1 checks, nothing found\n$/);
  assert.equal(exitCode, 0);
});

test('check exits 2 and explains itself when used wrongly', async () => {
  const unknown = await check('--only', 'speling');
  assert.equal(unknown.exitCode, 2);
  assert.match(unknown.output, /no check called speling; there are format, types/);
  assert.equal((await check('--fast')).exitCode, 2);
});
