import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runProgram } from '../command/program.ts';
import { createRecordingHost } from './recording-host.ts';

/** What a relay writes to stderr that is told to stop as soon as it listens. */
async function stopRelay(words: readonly string[], terminal: boolean): Promise<string> {
  const stop = AbortSignal.abort('SIGINT');
  const host = createRecordingHost({ stop, terminal, env: { GATEHOUSE_RELAY_STORE: 'memory:' } });
  assert.equal(await runProgram(['relay', '--port', '0', ...words], host), 0);
  assert.equal(host.written.out.split('\n').length, 2, 'stdout has the ready line alone');
  return host.written.err;
}

test('gatehouse relay tells a terminal that it stops and how it is ended at once, and neither pipes nor --json', async () => {
  const silent = ['--log-level', 'silent'];
  assert.match(await stopRelay(silent, true), /^Stopping: .*; Ctrl\+C again ends it at once\n$/);
  assert.equal(await stopRelay(silent, false), '');
  assert.equal(await stopRelay([...silent, '--json'], true), '');
});

test('gatehouse relay logs why it stops, how much is under way, and how long it took', async () => {
  const lines = (await stopRelay(['--log-level', 'info'], false)).trim().split('\n');
  const said = lines.map(line => JSON.parse(line) as Record<string, unknown>);
  const [begun, ended] = said.filter(({ msg }) => /stop/.test(String(msg)));
  assert.deepEqual([begun?.msg, begun?.requests], ['The relay stops', 0]);
  assert.equal(begun?.why, 'SIGINT; a second signal ends it at once');
  assert.deepEqual([ended?.msg, typeof ended?.tookMs], ['The relay has stopped', 'number']);
});
