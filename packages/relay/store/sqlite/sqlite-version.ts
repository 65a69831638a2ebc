import { GatehouseError } from '@gatehouse/protocol';

/**
 * The oldest SQLite that keeps the store safe: older ones can corrupt a write-ahead log that is reset while it is
 * written (sqlite.org/wal.html, the WAL-reset bug).
 */
export const OLDEST_SQLITE = '3.51.3';

/**
 * Accepts a version of the SQLite library, or refuses it.
 *
 * @throws GatehouseError `store-too-old`
 */
export function judgeSqliteVersion(version: string): void {
  if (isAtLeast(version, OLDEST_SQLITE)) return;
  throw new GatehouseError(
    'store-too-old',
    `Opening the store found SQLite ${version}, it needs ${OLDEST_SQLITE} or newer; a newer Node.js brings it`,
  );
}

function isAtLeast(version: string, oldest: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, least] of oldest.split('.').map(Number).entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}
