import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addAbortSignal } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createSystemClock, createSystemRandom } from '@gatehouse/client/platform';
import type { Host } from './host.ts';
import { createFile, replaceFile } from './private-file.ts';
import { runChild } from './run-child.ts';
import { listenForStop } from './stop-signal.ts';

/** The machine itself. Call it once a process: it listens for signals. */
export function createSystemHost(): Host {
  const stop = listenForStop();
  return {
    env: process.env,
    clock: createSystemClock(),
    random: createSystemRandom(),
    colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
    terminal: process.stderr.isTTY === true,
    stop,
    out: words => void process.stdout.write(words),
    err: words => void process.stderr.write(words),
    readFile: path => readFileSync(path, 'utf8'),
    loadFile: path => readFile(path, 'utf8'),
    createFile,
    replaceFile,
    readInput: () => text(addAbortSignal(stop, process.stdin)),
    createTemporaryFolder: () => mkdtemp(join(tmpdir(), 'gatehouse-')),
    removeFolder: path => rm(path, { recursive: true, force: true }),
    runChild: (command, env) => runChild(command, { env, stop }),
  };
}
