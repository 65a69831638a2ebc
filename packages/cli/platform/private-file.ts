import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { GatehouseError } from '@gatehouse/protocol';

/** Readable and writable by its owner alone. */
const PRIVATE = 0o600;

/**
 * Writes a new file that this user alone may read, and syncs it.
 *
 * @throws GatehouseError `file-exists`; `wrong-usage` when it cannot be written
 */
export async function createFile(path: string, text: string): Promise<void> {
  try {
    await writeNew(path, text);
    await syncFolder(path);
  } catch (cause) {
    if ((cause as { code?: unknown }).code !== 'EEXIST') throw unwritable(path, cause);
    const message = `${path} is there already, and is not overwritten; name another file`;
    throw new GatehouseError('file-exists', message, { cause });
  }
}

/**
 * Puts another text in the place of a file's: written beside it, synced, and renamed over it.
 *
 * @throws GatehouseError `wrong-usage` when it cannot be written
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  const beside = join(dirname(path), `.${basename(path)}.new`);
  try {
    await rm(beside, { force: true });
    await writeNew(beside, text);
    await rename(beside, path);
    await syncFolder(path);
  } catch (cause) {
    await rm(beside, { force: true });
    throw unwritable(path, cause);
  }
}

async function writeNew(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', PRIVATE);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The name of a file is durable once its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function unwritable(path: string, cause: unknown): GatehouseError {
  const why = cause instanceof Error ? Reflect.get(cause, 'code') : cause;
  return new GatehouseError(
    'wrong-usage',
    `${path} could not be written (${String(why)}); name a file in a folder that this user may write`,
    { cause },
  );
}
