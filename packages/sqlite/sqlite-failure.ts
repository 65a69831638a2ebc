import type { GatehouseErrorCode } from '@gatehouse/protocol';

/** Why a request, or the opening, failed, as it crosses between threads. */
export interface ThreadFailure {
  readonly code: GatehouseErrorCode;
  readonly message: string;
}

/** Primary result codes of SQLite that have a cause of their own (sqlite.org/rescode.html). */
const SQLITE_BUSY = 5;

/**
 * An error as it crosses between threads. What SQLite reports becomes `store-locked` when another connection holds
 * the file, else `store-failed`. SQLite's messages name tables and files, never values.
 *
 * @param attempt what was attempted, as the beginning of the sentence
 */
export function failureOf(error: unknown, attempt: string): ThreadFailure {
  if (resultCodeOf(error) === SQLITE_BUSY) {
    return { code: 'store-locked', message: `${attempt} found the file held by another process` };
  }
  const found = error instanceof Error ? error.message : String(error);
  return { code: 'store-failed', message: `${attempt} failed: ${found}` };
}

/** The primary result code: the low byte of the extended one. */
function resultCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  return error.errcode & 0xff;
}
