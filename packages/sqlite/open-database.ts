import { DatabaseSync } from 'node:sqlite';
import { createDataFile } from './data-file.ts';
import { type DurabilitySettings, judgeDurability } from './durability.ts';
import type { ThreadFailure } from './sqlite-failure.ts';
import { judgeSqliteVersion } from './sqlite-version.ts';

/** Where a store lies: a directory, made if it is not there, or memory that ends with the process. */
export type SqlitePlace = { readonly directory: string } | { readonly memory: true };

/** What a store says about itself. */
export interface SqliteDescription {
  readonly kind: 'sqlite' | 'memory';
  /** The version of the SQLite library. */
  readonly version: string;
  /** How far an acknowledged write is from the disk, as read back from the engine after a first write. */
  readonly synchronous: 'full' | 'memory';
}

/** What a store keeps in its file. */
export interface SqliteTables {
  /** The file's name in the directory. */
  readonly file: string;
  /** Makes the tables of a new file. */
  readonly schema: string;
  /** The version of the tables, kept in the file's `user_version`; a file with a higher one is refused. */
  readonly version: number;
  /**
   * What makes of the tables of one version those of the next, the first entry from version 1 to 2; at most
   * `version - 1` of them. A file of a version that none leads on from is refused. Default: none.
   */
  readonly upgrades?: readonly string[];
  /** Run at each opening, in a transaction of its own; must write something, so that what is read back has been in use. */
  readonly prepare: string;
}

/** An open database with what was read back from it, or why it must not be used. */
export type SqliteOpening =
  | { readonly type: 'opened'; readonly database: DatabaseSync; readonly description: SqliteDescription }
  | { readonly type: 'refused'; readonly failure: ThreadFailure };

/**
 * Settings of the connection. The file is held by this connection alone, so no other process can write beside it, and
 * the index of the WAL lies in plain memory. The WAL may grow to 40 MB before it is folded into the file: the pages
 * that every request touches are then written once instead of many times.
 */
const SETTINGS = `
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA wal_autocheckpoint = 10000;
PRAGMA journal_size_limit = 67108864;
PRAGMA cache_size = -65536;
PRAGMA temp_store = MEMORY;
`;

/**
 * Opens the database, makes its tables if it is new and brings them up if they are of an older version. Files are
 * readable by their owner alone. Blocks; for a store's own thread. Refused with `store-too-new`, `store-too-old` or
 * `store-unsafe`; throws what SQLite and the file system throw.
 */
export function openSqliteDatabase(place: SqlitePlace, tables: SqliteTables): SqliteOpening {
  const memory = 'memory' in place;
  const path = memory ? ':memory:' : createDataFile(place.directory, tables.file);
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    const version = readText(database, 'SELECT sqlite_version() AS value');
    const failure =
      judgeSqliteVersion(version) ??
      prepareTables(database, tables) ??
      (memory ? undefined : judgeDurability(readDurability(database)));
    if (failure !== undefined) {
      database.close();
      return { type: 'refused', failure };
    }
    const synchronous = memory ? 'memory' : 'full';
    return { type: 'opened', database, description: { kind: memory ? 'memory' : 'sqlite', version, synchronous } };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Settings and tables. Writes in any case, so that what is read back afterwards has been put to use. */
function prepareTables(database: DatabaseSync, tables: SqliteTables): ThreadFailure | undefined {
  database.exec(SETTINGS);
  const version = readNumber(database, 'PRAGMA user_version', 'user_version');
  if (version > tables.version) {
    const message = `Opening the store found tables of version ${version}, this release knows versions up to ${tables.version}`;
    return { code: 'store-too-new', message };
  }
  const failure = version === 0 ? createTables(database, tables) : upgradeTables(database, { tables, version });
  if (failure !== undefined) return failure;
  database.exec(`BEGIN; ${tables.prepare} COMMIT`);
  return undefined;
}

function createTables(database: DatabaseSync, { schema, version }: SqliteTables): undefined {
  database.exec(`BEGIN; ${schema} PRAGMA user_version = ${version}; COMMIT`);
}

/** Each step is one transaction: a process that ends between two of them goes on from there. */
function upgradeTables(
  database: DatabaseSync,
  { tables, version }: { readonly tables: SqliteTables; readonly version: number },
): ThreadFailure | undefined {
  for (let from = version; from < tables.version; from++) {
    const upgrade = tables.upgrades?.[from - 1];
    if (upgrade === undefined) {
      const message = `Opening the store found tables of version ${from}, nothing leads from there to version ${tables.version}: open it with an older release`;
      return { code: 'store-failed', message };
    }
    database.exec(`BEGIN; ${upgrade} PRAGMA user_version = ${from + 1}; COMMIT`);
  }
  return undefined;
}

function readDurability(database: DatabaseSync): DurabilitySettings {
  return {
    journalMode: readText(database, 'SELECT journal_mode AS value FROM pragma_journal_mode'),
    synchronous: readNumber(database, 'PRAGMA synchronous', 'synchronous'),
  };
}

function readNumber(database: DatabaseSync, sql: string, column: string): number {
  return Number(database.prepare(sql).get()?.[column]);
}

function readText(database: DatabaseSync, sql: string): string {
  return String(database.prepare(sql).get()?.value);
}
