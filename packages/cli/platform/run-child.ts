import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { isatty } from 'node:tty';
import type { ChildResult } from './host.ts';
import type { StopReason } from './stop-signal.ts';

/** The exit code that shells give a child which a signal ended: this and the signal's number. */
const SIGNAL_BASE = 128;

/** What a child runs with; `stop` is aborted with a {@link StopReason} when this process is to stop. */
export interface ChildOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stop: AbortSignal;
}

/**
 * Runs a command with this process's terminal, stdin included. The signal that tells this process to stop is passed on;
 * when this process ends before the child does, the child is killed. A process that was told to stop before starts none.
 */
export function runChild(command: readonly string[], { env, stop }: ChildOptions): Promise<ChildResult> {
  if (stop.aborted) return Promise.resolve({ type: 'ended', code: encodeSignal(signalOf(stop)) });
  const [program = '', ...args] = command;
  return new Promise(resolve => {
    const child = spawn(program, args, { stdio: 'inherit', env: { ...env } });
    const pass = (): void => {
      // A terminal sends its interrupt to the whole group, and twice would mean: at once.
      if (stop.reason !== 'SIGINT' || !hasTerminal()) child.kill(signalOf(stop));
    };
    const kill = (): void => void child.kill('SIGKILL');
    stop.addEventListener('abort', pass);
    process.once('exit', kill);
    const settle = (result: ChildResult): void => {
      stop.removeEventListener('abort', pass);
      process.off('exit', kill);
      resolve(result);
    };
    child.on('error', error => settle({ type: 'not-started', why: encodeSpawnFailure(error) }));
    child.on('close', (code, signal) => settle({ type: 'ended', code: code ?? encodeSignal(signal) }));
  });
}

/** The signal that a child is told to stop with: that of this process, or SIGTERM where there was none. */
function signalOf({ reason }: AbortSignal): NodeJS.Signals {
  const told: StopReason = reason;
  return told === 'SIGINT' || told === 'SIGHUP' ? told : 'SIGTERM';
}

function hasTerminal(): boolean {
  return isatty(0) || isatty(1) || isatty(2);
}

function encodeSignal(signal: NodeJS.Signals | null): number {
  return SIGNAL_BASE + (signal === null ? 0 : constants.signals[signal]);
}

function encodeSpawnFailure(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return 'no such program was found; check its name and PATH';
  if (error.code === 'EACCES') return 'it is not a program that may be run';
  return error.message;
}
