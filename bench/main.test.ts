import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { it } from 'node:test';
import { type CommandResult, runCommand } from '../tools/checks/run-command.ts';
import { listMissingPeers } from './platform/peers.ts';
import { benches } from './rows/benches.ts';

function bench(...args: string[]): Promise<CommandResult> {
  return runCommand([process.execPath, 'bench/main.ts', ...args], { cwd: resolve(import.meta.dirname, '..') });
}

it('bench --help lists the rows and exits 0', async () => {
  const { exitCode, output } = await bench('--help');
  assert.equal(exitCode, 0);
  assert.match(output, /^ {2}validate\/ajv$/m);
  assert.match(output, /^ {2}validate\/parse$/m);
});

it('the README tells each row, in the order of the result', () => {
  const readme = readFileSync(resolve(import.meta.dirname, 'README.md'), 'utf8');
  assert.deepEqual(
    [...readme.matchAll(/^\| `(\w+(?:\/[\w-]+)+)` \|/gm)].map(([, row]) => row),
    benches.flatMap(({ rows }) => rows),
  );
});

it('bench exits 2 and explains itself when used wrongly', async () => {
  const unknown = await bench('speling');
  assert.equal(unknown.exitCode, 2);
  assert.match(unknown.output, /^There is no row speling\n/);
  assert.match((await bench('--rounds', 'many')).output, /^--rounds is many; allowed whole numbers from 1\n/);
  assert.equal((await bench('--fast')).exitCode, 2);
});

it('listMissingPeers() names packages that are not installed', () => {
  assert.deepEqual(listMissingPeers(['no-such-peer']), ['no-such-peer']);
});
