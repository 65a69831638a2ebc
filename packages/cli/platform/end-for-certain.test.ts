import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type RunningProcess, startCommand } from '@gatehouse/testing';

/** A relay of which a thread waits in the kernel for ever. */
async function startStuck(context: TestContext): Promise<RunningProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-end-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
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
  context.after(() => relay.kill('SIGKILL'));
  return relay;
}

test('endForCertain() ends a command that was told to stop although a thread of it waits in the kernel for ever', {
  timeout: 60_000,
}, async t => {
  const relay = await startStuck(t);
  await relay.kill('SIGTERM');
  const { code, signal } = await relay.exited;
  assert.deepEqual([code, signal], [null, 'SIGKILL']);
});

test('A second signal ends a command at once although a thread of it waits in the kernel for ever', {
  timeout: 60_000,
}, async t => {
  const relay = await startStuck(t);
  process.kill(relay.pid, 'SIGINT');
  // Signals of one kind that come together count as one, and of two kinds either may come first.
  await relay.kill('SIGTERM');
  assert.match(String((await relay.exited).signal), /^SIG(INT|TERM)$/);
});
