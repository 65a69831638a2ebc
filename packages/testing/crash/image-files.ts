import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { DiskImage } from './disk-state.ts';

/** Reads the files below a directory. */
export async function readImage(directory: string): Promise<DiskImage> {
  const image = new Map<string, Uint8Array>();
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) image.set(relative(directory, path), await readFile(path));
  }
  return image;
}

/** Makes a directory hold the files of an image and nothing else. */
export function writeImage(directory: string, image: DiskImage): void {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  for (const [path, bytes] of image) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}
