import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSourceTree } from '../tree/source-tree.ts';
import { checkAmbient } from './check-ambient.ts';

async function found(text: string, path = 'packages/relay/lane/a.ts'): Promise<string[]> {
  return checkAmbient(await createSourceTree({ [path]: text })).map(
    ({ message }) => (/Uses (.*?);/.exec(message) ?? [])[1] ?? '',
  );
}

const uses: readonly (readonly [code: string, what: string])[] = [
  ['const a = Date.now();', 'Date.now'],
  ['const a = new Date();', 'new Date()'],
  ['const a = Date();', 'Date()'],
  ['const a = Math.random();', 'Math.random'],
  ['const a = performance.now();', 'performance'],
  ['const a = process.env.HOME;', 'process'],
  ["const a = process['env'];", 'process'],
  ['console.log(1);', 'console'],
  ['setTimeout(() => {}, 1);', 'setTimeout'],
  ['const a = { later: setInterval };', 'setInterval'],
  ['const a = { process };', 'process'],
  ['globalThis.setImmediate(f);', 'globalThis.setImmediate'],
  ['crypto.randomUUID();', 'crypto'],
  ['AbortSignal.timeout(1);', 'AbortSignal.timeout'],
  ["import { randomUUID as id, createHash } from 'node:crypto';", 'randomUUID'],
  ["import * as all from 'node:crypto';", 'all of node:crypto'],
  ["import { setTimeout as sleep } from 'node:timers/promises';", 'node:timers/promises'],
  ["import { env } from 'process';", 'process'],
  ["import { spawn } from 'node:child_process';", 'node:child_process'],
];
for (const [code, what] of uses) {
  test(`checkAmbient() finds ${code}`, async () => assert.deepEqual(await found(code), [what]));
}

const innocent: readonly string[] = [
  'const a = new Date(0).toISOString();',
  'const a = Math.max(1, 2);',
  'const a = Date.UTC(2026, 0);',
  'function run(process: { env: string }) { return process.env; }',
  'const a = { console: 1, process: 2 }; a.process; a.console;',
  'interface A { process: string; setTimeout(): void }',
  'let handle: ReturnType<typeof setTimeout>;',
  'let own: NodeJS.process;',
  "import { createHash } from 'node:crypto';",
  "import type { ChildProcess } from 'node:child_process';",
  '// Date.now() in a comment\nconst a = "process.env";',
  'class Clock { setTimeout(): void {} }',
];
for (const code of innocent) {
  test(`checkAmbient() lets pass ${code.split('\n')[0]}`, async () => assert.deepEqual(await found(code), []));
}

test('checkAmbient() leaves platform folders, main.ts, tests and tools alone', async () => {
  for (const path of [
    'packages/client/platform/a.ts',
    'packages/cli/main.ts',
    'packages/relay/a.test.ts',
    'packages/relay/test/a.ts',
    'tools/a.ts',
  ]) {
    assert.deepEqual(await found('console.log(Date.now());', path), []);
  }
});
