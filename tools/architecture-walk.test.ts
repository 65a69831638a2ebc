import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { runCommand } from '../packages/testing/start-command.ts';
import { readCalledFunctions } from './pages/called-functions.ts';
import { parseHops } from './pages/parse-hops.ts';

const root = resolve(import.meta.dirname, '..');

test('ARCHITECTURE.md names only functions that a state change and a directive really pass through', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-walk-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const coverage = join(folder, 'coverage');
  // The sample home sends AcceptGrant and Discover, changes states, and answers directives.
  const { code, stderr } = await runCommand(['dev', '--once'], {
    cwd: folder,
    env: { NODE_V8_COVERAGE: coverage },
  });
  assert.equal(code, 0, stderr);
  const called = readCalledFunctions(coverage, root);
  const stale = parseHops(readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8'))
    .filter(hop => hop.called && !called.has(`${hop.path}#${hop.name.split('.').at(-1)}`))
    .map(({ line, path, name }) => `ARCHITECTURE.md:${line} ${name}() of ${path} was not called`);
  assert.deepEqual(stale, []);
});
