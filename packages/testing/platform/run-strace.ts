import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ownNodePath, plainEnvironment } from './own-process.ts';

/** A script to run under strace. */
export interface StraceOptions {
  readonly script: string;
  readonly args: readonly string[];
  /** The system calls to record; those that this machine does not know begin with `?`. */
  readonly calls: readonly string[];
  /** Where the trace goes. */
  readonly output: string;
}

/** How it went: `absent` when there is no strace to be found; `stderr` is what strace and the script said there. */
export type StraceRun = { readonly type: 'absent' } | { readonly type: 'ran'; readonly stderr: string };

/** The longest text of a call that is recorded whole, in bytes. */
const LONGEST_TEXT = 1 << 24;

/** Runs a script of Node under strace until it ends, in whatever way. Texts are written to the trace in hexadecimal. */
export async function runStrace({ script, args, calls, output }: StraceOptions): Promise<StraceRun> {
  const options = ['-f', '-xx', '-s', String(LONGEST_TEXT), '-o', output, '-e', `trace=${calls.join(',')}`];
  const child = spawn('strace', [...options, '--', ownNodePath(), script, ...args], {
    // Files are not written by way of a ring, where no call of the system would tell of them.
    env: { ...plainEnvironment(), UV_USE_IO_URING: '0' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  try {
    await once(child, 'close');
    return { type: 'ran', stderr };
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return { type: 'absent' };
    throw error;
  }
}
