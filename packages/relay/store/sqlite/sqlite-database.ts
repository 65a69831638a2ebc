import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StoreDescription } from '../store.ts';
import { type DurabilitySettings, judgeDurability } from './durability.ts';
import { SCHEMA, SCHEMA_VERSION } from './sqlite-schema.ts';
import { judgeSqliteVersion } from './sqlite-version.ts';
import type { ThreadFailure } from './thread-message.ts';

/** Where the store lies: a directory, made if it is not there, or memory that ends with the process. */
export type SqlitePlace = { readonly directory: string } | { readonly memory: true };

/** The file in the directory. */
export const SHARD_FILE = 'shard-0.sqlite';

/** An open database with what was read back from it, or why it must not be used. */
export type SqliteOpening =
  | { readonly type: 'opened'; readonly database: DatabaseSync; readonly description: StoreDescription }
  | { readonly type: 'refused'; readonly failure: ThreadFailure };

/**
 * Settings of the connection. The file is held by this connection alone, so no other process can write beside it, and
 * the index of the WAL lies in plain memory. The WAL may grow to 40 MB before it is folded into the file: the pages
 * that every event touches are then written once instead of many times.
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
 * Opens the database, makes its tables if it is new, and frees what a previous process had claimed. Files are
 * readable by their owner alone. Blocks; for the store's own thread. Refused with `store-too-new`, `store-too-old` or
 * `store-unsafe`; throws what SQLite and the file system throw.
 */
export function openSqliteDatabase(place: SqlitePlace): SqliteOpening {
  const memory = 'memory' in place;
  const database = new DatabaseSync(memory ? ':memory:' : createFile(place.directory), { timeout: 0 });
  try {
    const version = readText(database, 'SELECT sqlite_version() AS value');
    const failure =
      judgeSqliteVersion(version) ??
      prepareTables(database) ??
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

function createFile(directory: string): string {
  const made = createDirectory(directory);
  const file = join(directory, SHARD_FILE);
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

/** Settings, tables, freed claims. Writes in any case, so that what is read back afterwards has been put to use. */
function prepareTables(database: DatabaseSync): ThreadFailure | undefined {
  database.exec(SETTINGS);
  const version = readNumber(database, 'PRAGMA user_version', 'user_version');
  if (version > SCHEMA_VERSION) {
    const message = `Opening the store found tables of version ${version}, this release knows versions up to ${SCHEMA_VERSION}`;
    return { code: 'store-too-new', message };
  }
  if (version < SCHEMA_VERSION) database.exec(`BEGIN; ${SCHEMA} PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`);
  freeLeases(database);
  return undefined;
}

/** A claim ends with the process that made it: nothing is in flight in a lane that nobody holds. */
function freeLeases(database: DatabaseSync): void {
  database.exec(`
    BEGIN;
    UPDATE ledger SET opened = opened + 1;
    UPDATE lanes SET owner = NULL, lease_until = NULL WHERE owner IS NOT NULL;
    COMMIT`);
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
