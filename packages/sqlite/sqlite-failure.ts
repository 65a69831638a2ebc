import type { GatehouseErrorCode } from '@gatehouse/protocol';

/** Why a request, or the opening, failed, as it crosses between threads. */
export interface ThreadFailure {
  readonly code: GatehouseErrorCode;
  readonly message: string;
}

/** Result codes of SQLite that have a cause of their own (sqlite.org/rescode.html). */
const SQLITE_BUSY = 5;
const SQLITE_FULL = 13;
/** A write or a growth that the file system refused for another reason than no space: a quota, a limit of a file's size. */
const REFUSED_WRITES: ReadonlySet<unknown> = new Set([778, 4874]);
/** The same, as the file system itself says it. */
const NO_ROOM: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/**
 * An error as it crosses between threads. What SQLite reports becomes `store-locked` when another connection holds
 * the file, `store-full` when the disk takes nothing more, else `store-failed`. SQLite's messages name tables and
 * files, never values.
 *
 * @param attempt what was attempted, as the beginning of the sentence
 */
export function failureOf(error: unknown, attempt: string): ThreadFailure {
  if (resultCodeOf(error) === SQLITE_BUSY) {
    return { code: 'store-locked', message: `${attempt} found the file held by another process` };
  }
  const found = error instanceof Error ? error.message : String(error);
  if (isFull(error)) return { code: 'store-full', message: `${attempt} found no room on the disk: ${found}` };
  return { code: 'store-failed', message: `${attempt} failed: ${found}` };
}

function isFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && NO_ROOM.has(error.code)) return true;
  return resultCodeOf(error) === SQLITE_FULL || ('errcode' in error && REFUSED_WRITES.has(error.errcode));
}

/** The primary result code: the low byte of the extended one. */
function resultCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  return error.errcode & 0xff;
}
