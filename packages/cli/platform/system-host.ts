import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { addAbortSignal } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createSystemClock, createSystemRandom } from '@gatehouse/client/platform';
import type { ChildResult, Host } from './host.ts';
import { listenForStop } from './stop-signal.ts';

/** The exit code that shells give a child which a signal ended: this and the signal's number. */
const SIGNAL_BASE = 128;

/** The machine itself. Call it once a process: it listens for signals. */
export function createSystemHost(): Host {
  const stop = listenForStop();
  return {
    env: process.env,
    clock: createSystemClock(),
    random: createSystemRandom(),
    colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
    stop,
    out: words => void process.stdout.write(words),
    err: words => void process.stderr.write(words),
    readFile: path => readFileSync(path, 'utf8'),
    readInput: () => text(addAbortSignal(stop, process.stdin)),
    createTemporaryFolder: () => mkdtemp(join(tmpdir(), 'gatehouse-')),
    removeFolder: path => rm(path, { recursive: true, force: true }),
    runChild: (command, env) => runChild(command, { env, stop }),
  };
}

function runChild(
  command: readonly string[],
  { env, stop }: { env: Readonly<Record<string, string | undefined>>; stop: AbortSignal },
): Promise<ChildResult> {
  const [program = '', ...args] = command;
  return new Promise(resolve => {
    const child = spawn(program, args, { stdio: 'inherit', env: { ...env } });
    // A terminal sends SIGINT to the whole group; every other reason to stop has to be passed on.
    const pass = (): void => void (stop.reason === 'SIGINT' || child.kill('SIGTERM'));
    stop.addEventListener('abort', pass);
    const settle = (result: ChildResult): void => {
      stop.removeEventListener('abort', pass);
      resolve(result);
    };
    child.on('error', error => settle({ type: 'not-started', why: encodeSpawnFailure(error) }));
    child.on('close', (code, signal) => settle({ type: 'ended', code: code ?? encodeSignal(signal) }));
  });
}

function encodeSignal(signal: NodeJS.Signals | null): number {
  return SIGNAL_BASE + (signal === null ? 0 : constants.signals[signal]);
}

function encodeSpawnFailure(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return 'no such program was found; check its name and PATH';
  if (error.code === 'EACCES') return 'it is not a program that may be run';
  return error.message;
}
