import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runCommand, startCommand } from '@gatehouse/testing';
import { runChild } from '../platform/run-child.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/** The words that run a script of JavaScript beside a gateway. */
const run = (script: string, ...options: readonly string[]): string[] => [
  'exec',
  ...options,
  '--',
  process.execPath,
  '--input-type=module',
  '-e',
  script,
];

test('a command of gatehouse exec that cannot be started is wrong usage, and the message tells why', async () => {
  const missing = await runCommand(['exec', '--', 'no-such-program-here']);
  assert.equal(missing.code, 2);
  assert.match(missing.stderr, /"no-such-program-here" could not be started: no such program was found; check .* PATH/);
  const folder = await runCommand(['exec', '--', import.meta.dirname]);
  assert.equal(folder.code, 2);
  assert.match(folder.stderr, /not a program that may be run/);
});

const ends: readonly (readonly [script: string, code: number])[] = [
  ['process.exit(7)', 7],
  ['process.kill(process.pid, "SIGTERM")', 143],
  ['process.kill(process.pid, "SIGKILL")', 137],
  ['process.kill(process.pid, "SIGALRM")', 142],
];

for (const [script, code] of ends) {
  test(`gatehouse exec answers ${code} for ${script}`, async () => {
    assert.equal((await runCommand(['exec', '--', process.execPath, '-e', script])).code, code);
  });
}

for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const) {
  test(`gatehouse exec passes ${signal} on to its command, and ends with its code`, async () => {
    const script = `process.on('${signal}', () => process.exit(9)); setInterval(() => {}, 1000); console.log('{}')`;
    await using exec = await startCommand(run(script));
    await exec.kill(signal);
    assert.equal((await exec.exited).code, 9);
  });
}

test('gatehouse exec leaves no command behind when a second signal ends it', async () => {
  const script = `process.on('SIGTERM', () => console.log('told')); setInterval(() => {}, 1000); console.log('up')`;
  const exec = spawn(process.execPath, [MAIN, ...run(script)], { stdio: ['ignore', 'pipe', 'inherit'] });
  assert.match(String(await once(exec.stdout, 'data')), /up/);
  exec.kill('SIGTERM');
  assert.match(String(await once(exec.stdout, 'data')), /told/);
  exec.kill('SIGTERM');
  // The pipe stays open as long as either of the two lives.
  const [code, signal] = await once(exec, 'close');
  assert.deepEqual([code, signal], [null, 'SIGTERM']);
});

test('gatehouse exec hands its stdin to the command', async () => {
  const script = `for await (const chunk of process.stdin) process.stdout.write(String(chunk).toUpperCase())`;
  const exec = spawn(process.execPath, [MAIN, ...run(script)], { stdio: ['pipe', 'pipe', 'inherit'] });
  exec.stdin.end('hello');
  const [said, [code]] = await Promise.all([text(exec.stdout), once(exec, 'exit')]);
  assert.deepEqual([said, code], ['HELLO', 0]);
});

test('gatehouse exec stops the gateway when its command has ended', async () => {
  const { code, stdout } = await runCommand(run('console.log("ended")', '--json'));
  assert.equal(code, 0);
  const [ready = '', ended] = stdout.split('\n');
  assert.equal(ended, 'ended');
  const { urls } = JSON.parse(ready);
  await assert.rejects(fetch(`${urls.control}/health`));
});

test('gatehouse exec configures the gateway as --config says, and hands on the key of the control API', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-exec-'));
  try {
    const key = 'gatehouse-secret-exec-key';
    await writeFile(join(folder, 'mine.json'), JSON.stringify({ gateway: { mode: 'observed', apiKey: key } }));
    const script = `const { GATEHOUSE_CONTROL_URL: url, GATEHOUSE_GATEWAY_API_KEY: key } = process.env;
      const ask = async headers => await (await fetch(url + '/health', { headers })).json();
      const [health, problem] = [await ask({ authorization: 'Bearer ' + key }), await ask({})];
      console.log(health.mode, problem.code);`;
    const { code, stdout, stderr } = await runCommand(run(script, '--config', 'mine.json'), { cwd: folder });
    assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: 'observed unauthorized\n', stderr: '' });
    const missing = await runCommand(run('', '--config', 'none.json'), { cwd: folder });
    assert.equal(missing.code, 2);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('runChild() starts nothing after this process was told to stop', async () => {
  const command = [process.execPath, '-e', 'process.exit(3)'];
  for (const [reason, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['parent-gone', 143],
  ] as const) {
    assert.deepEqual(await runChild(command, { env: {}, stop: AbortSignal.abort(reason) }), { type: 'ended', code });
  }
});
