import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { runProcess } from '../../packages/testing/process.ts';
import { readCalledFunctions } from './called-functions.ts';

const SCRIPT = `import { Worker, isMainThread } from 'node:worker_threads';
function always(): void {}
function inWorker(): void {}
function never(): void {}
class Desk { answer(): void {} silent(): void {} }
always();
if (isMainThread) new Worker(import.meta.url.slice('file://'.length)); else inWorker();
new Desk().answer();
if (process.argv.length > 9) never();
`;

test('readCalledFunctions() tells what ran, in threads too, and not what was merely loaded', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-coverage-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const script = join(folder, 'script.mts');
  writeFileSync(script, SCRIPT);
  const coverage = join(folder, 'coverage');
  assert.equal((await runProcess({ script, env: { NODE_V8_COVERAGE: coverage } })).code, 0);
  const called = [...readCalledFunctions(coverage, folder)].filter(name => name.startsWith('script.mts#'));
  assert.deepEqual(called.sort(), ['script.mts#always', 'script.mts#answer', 'script.mts#inWorker']);
});
