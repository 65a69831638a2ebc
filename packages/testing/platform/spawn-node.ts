import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { onOwnExit, ownNodePath, plainEnvironment } from './own-process.ts';

/** What to run: a script, its arguments, and what to add to an environment without any setting of Gatehouse. */
export interface ProcessOptions {
  /** The path of a TypeScript or JavaScript file. */
  readonly script: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The working directory; default the test's own. */
  readonly cwd?: string;
  /** How long the ready line may take, in milliseconds; default 30,000. */
  readonly readyTimeoutMs?: number;
}

/** How a process ended, and all that it printed. `code` is null when a signal ended it. */
export interface ProcessExit {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process of Node with its output collected; it never outlives the test process. */
export interface SpawnedNode {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** What it printed so far. */
  readonly output: { stdout: string; stderr: string };
  readonly exited: Promise<ProcessExit>;
}

/** Starts a script on the Node.js that runs the test. */
export function spawnNode({ script, args = [], env = {}, cwd }: ProcessOptions): SpawnedNode {
  const child = spawn(ownNodePath(), [script, ...args], {
    env: { ...plainEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  const forget = onOwnExit(() => child.kill('SIGKILL'));
  const exited = new Promise<ProcessExit>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      forget();
      resolve({ code, signal, ...output });
    });
  });
  return { child, output, exited };
}
