import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCommand } from './run-command.ts';

const cwd = import.meta.dirname;

test('runCommand() keeps both streams and the exit code, and hands the output on', async () => {
  let seen = '';
  const script = 'process.stdout.write("out "); setTimeout(() => { console.error("err"); process.exitCode = 3; }, 20)';
  const onOutput = (text: string): void => {
    seen += text;
  };
  assert.deepEqual(await runCommand([process.execPath, '-e', script], { cwd, onOutput }), {
    exitCode: 3,
    output: 'out err\n',
  });
  assert.equal(seen, 'out err\n');
});

test('runCommand() finds the Node.js that runs it first', async () => {
  const { output } = await runCommand(['node', '-p', 'process.version'], { cwd, env: { PATH: '/usr/bin:/bin' } });
  assert.equal(output.trim(), process.version);
});

test('runCommand() answers 2 when the program does not exist or is killed', async () => {
  const missing = await runCommand(['gatehouse-no-such-program'], { cwd });
  assert.equal(missing.exitCode, 2);
  assert.match(missing.output, /Could not run gatehouse-no-such-program/);
  const killed = await runCommand([process.execPath, '-e', 'process.kill(process.pid, "SIGKILL")'], { cwd });
  assert.equal(killed.exitCode, 2);
});
