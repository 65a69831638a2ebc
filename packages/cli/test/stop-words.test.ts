import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { runProgram } from '../command/program.ts';
import { createRecordingHost } from './recording-host.ts';

/** What a command writes to stderr that is told to stop as soon as it listens. */
async function stopAtOnce(words: readonly string[], terminal: boolean): Promise<string> {
  const stop = AbortSignal.abort('SIGINT');
  const host = createRecordingHost({ stop, terminal, env: { GATEHOUSE_RELAY_STORE: 'memory:' } });
  host.createTemporaryFolder = () => mkdtemp(join(tmpdir(), 'gatehouse-test-'));
  host.removeFolder = path => rm(path, { recursive: true });
  assert.equal(await runProgram([...words, '--port', '0'], host), 0);
  assert.match(host.written.out, words.includes('--json') ? /"ready":true/ : /[Ss]top (it )?with Ctrl\+C/);
  return host.written.err;
}

for (const command of ['relay', 'gateway', 'dev']) {
  test(`gatehouse ${command} tells a terminal that it stops and how it is ended at once, and neither pipes nor --json`, async () => {
    const words = [command, '--log-level', 'silent'];
    assert.match(await stopAtOnce(words, true), /^Stopping: .*; Ctrl\+C again ends it at once\n$/);
    assert.equal(await stopAtOnce(words, false), '');
    assert.equal(await stopAtOnce([...words, '--json'], true), '');
  });
}

test('gatehouse relay logs why it stops, how much is under way, and how long it took', async () => {
  const lines = (await stopAtOnce(['relay', '--log-level', 'info'], false)).trim().split('\n');
  const said = lines.map(line => JSON.parse(line) as Record<string, unknown>);
  const [begun, ended] = said.filter(({ msg }) => /stop/.test(String(msg)));
  assert.deepEqual([begun?.msg, begun?.requests], ['The relay stops', 0]);
  assert.equal(begun?.why, 'SIGINT; a second signal ends it at once');
  assert.deepEqual([ended?.msg, typeof ended?.tookMs], ['The relay has stopped', 'number']);
});
