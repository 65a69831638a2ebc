import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startCommand } from '@gatehouse/testing';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const GATEWAY = ['gateway', '--json', '--port', '0'];

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  test(`listenForStop() lets a command end in good order on ${signal}`, async () => {
    await using gateway = await startCommand(GATEWAY);
    await gateway.kill(signal);
    const { code, stderr } = await gateway.exited;
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
  });
}

test('listenForStop() stops a command whose output nobody reads, without a word', async () => {
  const child = spawn(process.execPath, [MAIN, ...GATEWAY], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  assert.deepEqual({ said, code }, { said: '', code: 0 });
});

test('listenForStop() goes on when nobody reads stderr', async () => {
  const child = spawn(process.execPath, [MAIN, ...GATEWAY, '--log-level', 'info'], { stdio: 'pipe' });
  child.stderr.destroy();
  const [line] = await once(child.stdout, 'data');
  assert.equal(JSON.parse(String(line)).ready, true);
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  assert.equal(code, 0);
});

test('listenForStop() stops a command whose shell under npm has gone', async t => {
  const shell = spawn('sh', ['-c', '"$0" "$@" & echo $! >&2; wait', process.execPath, MAIN, ...GATEWAY], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, npm_command: 'exec' },
  });
  const [[pid]] = await Promise.all([once(shell.stderr, 'data'), once(shell.stdout, 'data')]);
  let left = true;
  t.after(() => left && process.kill(Number(pid), 'SIGKILL'));
  shell.kill('SIGKILL');
  // The pipes stay open as long as the gateway lives.
  await once(shell, 'close');
  left = false;
});
