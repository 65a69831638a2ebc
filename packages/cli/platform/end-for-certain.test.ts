import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { startCommand } from '@gatehouse/testing';

test('endForCertain() ends a command that was told to stop although a thread of it waits in the kernel for ever', {
  timeout: 60_000,
}, async t => {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-end-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const pipe = join(folder, 'pipe');
  // Opening a pipe that nobody writes to waits as a disk does that never answers.
  execFileSync('mkfifo', [pipe]);
  const hang = join(folder, 'hang.mjs');
  const program = `require('node:fs').openSync(${JSON.stringify(pipe)}, 'r')`;
  await writeFile(
    hang,
    `import { isMainThread, Worker } from 'node:worker_threads';
if (isMainThread) new Worker(${JSON.stringify(program)}, { eval: true, execArgv: [] });`,
  );
  const env = { GATEHOUSE_RELAY_STORE: 'memory:', NODE_OPTIONS: `--import=${pathToFileURL(hang).href}` };
  const relay = await startCommand(['relay', '--port', '0', '--json'], { env });
  t.after(() => relay.kill('SIGKILL'));
  await relay.kill('SIGTERM');
  const { code, signal } = await relay.exited;
  assert.deepEqual([code, signal], [null, 'SIGKILL']);
});
