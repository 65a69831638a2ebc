import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Lets no file of a running process grow beyond so many bytes: to the process it is as if the disk took nothing more. Without
 * `bytes` files may grow again. Needs `prlimit` (Linux, util-linux) and the process to be of the same user.
 */
export async function limitFileSize(pid: number, bytes?: number): Promise<void> {
  // The hard limit stays: whoever has no privileges could not raise it again.
  await promisify(execFile)('prlimit', ['--pid', String(pid), `--fsize=${bytes ?? 'unlimited'}:unlimited`]);
}
