import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createSystemClock, createSystemRandom } from '@gatehouse/client/platform';
import type { ChildResult, Host } from './host.ts';

/** Exit code of a process that the second stop signal ends, as shells count an interrupt. */
const INTERRUPTED = 130;

/** The exit code that shells give a child which a signal ended: this and the signal's number. */
const SIGNAL_BASE = 128;
const SIGNAL_NUMBERS: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

/** The machine itself. Call it once a process: it listens for SIGINT and SIGTERM. */
export function createSystemHost(): Host {
  return {
    env: process.env,
    clock: createSystemClock(),
    random: createSystemRandom(),
    colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
    stop: listenForStop(),
    out: words => void process.stdout.write(words),
    err: words => void process.stderr.write(words),
    readFile: path => readFileSync(path, 'utf8'),
    readInput: () => text(process.stdin),
    createTemporaryFolder: () => mkdtemp(join(tmpdir(), 'gatehouse-')),
    removeFolder: path => rm(path, { recursive: true, force: true }),
    runChild,
  };
}

function listenForStop(): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return controller.signal;
}

function runChild(command: readonly string[], env: Readonly<Record<string, string | undefined>>): Promise<ChildResult> {
  const [program = '', ...args] = command;
  return new Promise(resolve => {
    const child = spawn(program, args, { stdio: 'inherit', env: { ...env } });
    // A terminal sends SIGINT to the whole group, so only SIGTERM has to be passed on.
    const pass = (): void => void child.kill('SIGTERM');
    process.on('SIGTERM', pass);
    child.on('error', error => {
      process.off('SIGTERM', pass);
      resolve({ type: 'not-started', why: error.message });
    });
    child.on('close', (code, signal) => {
      process.off('SIGTERM', pass);
      resolve({ type: 'ended', code: code ?? SIGNAL_BASE + (SIGNAL_NUMBERS[signal ?? ''] ?? 0) });
    });
  });
}
