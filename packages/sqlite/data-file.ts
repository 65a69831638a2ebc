import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Makes a file that only its owner reads, and the directories above it that are missing, and syncs what names them.
 * A file that is there stays as it is, but for its mode. Blocks; throws what the file system throws.
 *
 * @returns the path of the file
 */
export function createDataFile(directory: string, name: string): string {
  const made = createDirectory(directory);
  const file = join(directory, name);
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
  // A new file is only there after a power cut if the directories that name it are synced.
  const top = made === undefined ? resolve(directory) : dirname(resolve(made));
  for (let path = resolve(directory); ; path = dirname(path)) {
    syncDirectory(path);
    if (path === top) return file;
  }
}

/**
 * Makes a directory and those above it that are missing; answers the topmost one made. Node's own recursive way never
 * returns where a parent is there and takes no directories, as below /proc.
 */
function createDirectory(directory: string): string | undefined {
  const missing: string[] = [];
  for (let path = resolve(directory); !existsSync(path); path = dirname(path)) missing.unshift(path);
  for (const path of missing) mkdirSync(path, { mode: 0o700 });
  return missing[0];
}

function syncDirectory(path: string): void {
  const handle = openSync(path, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
