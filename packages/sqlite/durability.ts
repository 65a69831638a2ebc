import type { ThreadFailure } from './sqlite-failure.ts';

/** What the engine says of its own settings after it has written. */
export interface DurabilitySettings {
  readonly journalMode: string;
  /** `PRAGMA synchronous` as a number: 0 off, 1 normal, 2 full, 3 extra (sqlite.org/pragma.html#pragma_synchronous). */
  readonly synchronous: number;
}

/** Each commit is synced before it is acknowledged. */
const FULL = 2;

/** Why a file opened with these settings must not be used, `store-unsafe`; undefined when a commit is on the disk once it returns. */
export function judgeDurability({ journalMode, synchronous }: DurabilitySettings): ThreadFailure | undefined {
  if (journalMode === 'wal' && synchronous === FULL) return undefined;
  const found = `journal_mode ${journalMode} and synchronous ${synchronous}`;
  const message = `Opening the store asked for a write-ahead log synced at each commit and read back ${found}`;
  return { code: 'store-unsafe', message };
}
