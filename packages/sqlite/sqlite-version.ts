import type { ThreadFailure } from './sqlite-failure.ts';

/**
 * The oldest SQLite that keeps the store safe: older ones can corrupt a write-ahead log that is reset while it is
 * written (sqlite.org/wal.html, the WAL-reset bug).
 */
export const OLDEST_SQLITE = '3.51.3';

/** Why a version of the SQLite library must not be used, `store-too-old`; undefined when it may. */
export function judgeSqliteVersion(version: string): ThreadFailure | undefined {
  if (isAtLeast(version, OLDEST_SQLITE)) return undefined;
  const needs = `it needs ${OLDEST_SQLITE} or newer, which a newer Node.js brings`;
  return { code: 'store-too-old', message: `Opening the store found SQLite ${version}; ${needs}` };
}

function isAtLeast(version: string, oldest: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, least] of oldest.split('.').map(Number).entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}
