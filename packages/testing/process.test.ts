import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { runProcess, startProcess } from './process.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-process-'));
after(() => rmSync(folder, { recursive: true }));

function scriptOf(name: string, text: string): string {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, text);
  return path;
}

const READY = `process.stdout.write('{"ready":'); setTimeout(() => console.log('true}'), 5); const stay = setInterval(() => {}, 1000);`;
const SECRET = ['gatehouse-', 'secret-', 'abc'].join('');

test('startProcess() resolves with the first line once it is whole, and kill() ends the process', async () => {
  await using running = await startProcess({ script: scriptOf('ready', READY) });
  assert.deepEqual(running.ready, { ready: true });
  assert.equal(running.stdout(), '{"ready":true}\n');
  await running.kill();
  await running.kill('SIGKILL');
  const { code, signal } = await running.exited;
  assert.deepEqual([code, signal], [null, 'SIGTERM']);
});

test('kill() lets a process that handles SIGTERM end in its own way', async () => {
  const script = scriptOf(
    'drain',
    `${READY} process.on('SIGTERM', () => { console.error('drained'); process.exit(0); });`,
  );
  await using running = await startProcess({ script });
  await running.kill();
  const { code, stderr } = await running.exited;
  assert.deepEqual([code, stderr], [0, 'drained\n']);
});

test('startProcess() hands over arguments and environment, without settings of the test’s own', async () => {
  process.env.GATEHOUSE_TOKEN_URL = 'http://127.0.0.1:1/leaks';
  const script = scriptOf(
    'echo',
    `${READY} console.error(process.argv[2], process.env.GATEHOUSE_X, process.env.GATEHOUSE_TOKEN_URL);`,
  );
  await using running = await startProcess({ script, args: ['--json'], env: { GATEHOUSE_X: 'x' }, cwd: folder });
  delete process.env.GATEHOUSE_TOKEN_URL;
  await running.kill('SIGKILL');
  assert.equal(running.stderr(), '--json x undefined\n');
});

test('startProcess() rejects with what was said when the process ends first, and masks secrets', async () => {
  const script = scriptOf('end', `console.error('Port taken, key ${SECRET}'); process.exitCode = 2;`);
  await assert.rejects(startProcess({ script }), (error: Error) => {
    assert.match(error.message, /ended with 2 before its ready line\nPort taken, key \[secret\]/);
    return true;
  });
});

test('startProcess() rejects when the first line is not JSON or does not come in time', async () => {
  await assert.rejects(
    startProcess({ script: scriptOf('prose', "console.log('hello'); setInterval(() => {}, 1000);") }),
    /no JSON object/,
  );
  const silent = scriptOf('silent', 'setInterval(() => {}, 1000);');
  await assert.rejects(startProcess({ script: silent, readyTimeoutMs: 50 }), /took more than 50 ms/);
});

test('kill() rejects when the process printed a secret', async () => {
  const running = await startProcess({ script: scriptOf('leak', `${READY} console.error('key ${SECRET}');`) });
  await assert.rejects(running.kill(), /no secret in what the process printed on stderr/);
});

test('runProcess() answers exit code and output, and rejects a secret', async () => {
  const script = scriptOf('run', "console.log('out'); console.error('err'); process.exitCode = 1;");
  assert.deepEqual(await runProcess({ script }), { code: 1, signal: null, stdout: 'out\n', stderr: 'err\n' });
  await assert.rejects(runProcess({ script: scriptOf('run-leak', `console.log('${SECRET}');`) }), /no secret/);
});
