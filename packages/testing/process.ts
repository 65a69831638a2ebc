import assert from 'node:assert/strict';
import { type Clock, createSystemClock } from '@gatehouse/client/platform';
import { type ProcessExit, type ProcessOptions, type SpawnedNode, spawnNode } from './platform/spawn-node.ts';
import { assertNoSecret, maskSecrets } from './secrets.ts';

const READY_TIMEOUT_MS = 30_000;

/** One of our commands as a real process that said it was ready. Disposing of it kills it. */
export interface RunningProcess extends AsyncDisposable {
  readonly pid: number;
  /** The first line that it printed, parsed: `{"ready":true,…}`. */
  readonly ready: Readonly<Record<string, unknown>>;
  /** What it printed so far. */
  stdout(): string;
  stderr(): string;
  /** Resolves when it ended, by itself or by a signal. */
  readonly exited: Promise<ProcessExit>;
  /**
   * Sends a signal to this process alone and waits for its end; does nothing but wait when it has ended. Rejects when
   * anything that it ever printed holds a secret.
   *
   * @param signal default SIGTERM; SIGKILL for a crash
   */
  kill(signal?: NodeJS.Signals): Promise<void>;
}

/**
 * Starts a command and waits until it says that it is ready: its first line on stdout is one JSON object. Rejects,
 * with what the process said on stderr, when it ends before that, says something else, or takes too long.
 */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const spawned = spawnNode(options);
  const { child, output, exited } = spawned;
  const kill = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    const exit = await exited;
    assertNoSecret(exit.stdout, 'what the process printed on stdout');
    assertNoSecret(exit.stderr, 'what the process printed on stderr');
  };
  const ready = await waitUntilReady(spawned, options).catch(async (error: unknown) => {
    child.kill('SIGKILL');
    await exited.catch(() => undefined);
    throw error;
  });
  return {
    pid: child.pid ?? 0,
    ready,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    exited,
    kill,
    [Symbol.asyncDispose]: () => kill('SIGKILL'),
  };
}

/** Runs a command to its end. Rejects when anything that it printed holds a secret. */
export async function runProcess(options: ProcessOptions): Promise<ProcessExit> {
  const exit = await spawnNode(options).exited;
  assertNoSecret(exit.stdout, 'what the process printed on stdout');
  assertNoSecret(exit.stderr, 'what the process printed on stderr');
  return exit;
}

async function waitUntilReady(spawned: SpawnedNode, options: ProcessOptions): Promise<RunningProcess['ready']> {
  const { script, readyTimeoutMs = READY_TIMEOUT_MS } = options;
  const fail = (what: string): never => {
    const said = maskSecrets(spawned.output.stdout + spawned.output.stderr);
    assert.fail(`${script} ${what} before its ready line\n${said}`);
  };
  const first = await Promise.race([
    firstLine(spawned),
    spawned.exited.then(({ code, signal }) => fail(`ended with ${code ?? signal}`)),
    timeUp(createSystemClock(), readyTimeoutMs, spawned).then(() => fail(`took more than ${readyTimeoutMs} ms`)),
  ]);
  return parseObject(first) ?? fail('printed a line that is no JSON object');
}

function parseObject(text: string): RunningProcess['ready'] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function firstLine({ child, output }: SpawnedNode): Promise<string> {
  return new Promise(resolve => {
    const look = (): void => {
      const end = output.stdout.indexOf('\n');
      if (end === -1) return;
      child.stdout.off('data', look);
      resolve(output.stdout.slice(0, end));
    };
    child.stdout.on('data', look);
  });
}

/** Never resolves once the process printed its first line or ended, so that no timer keeps the test waiting. */
function timeUp(clock: Clock, timeoutMs: number, spawned: SpawnedNode): Promise<void> {
  return new Promise(resolve => {
    const timer = clock.setTimer(timeoutMs, resolve);
    const cancel = (): void => timer.cancel();
    firstLine(spawned).then(cancel, cancel);
    spawned.exited.then(cancel, cancel);
  });
}
