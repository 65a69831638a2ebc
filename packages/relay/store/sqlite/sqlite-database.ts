import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { GatehouseError } from '@gatehouse/protocol';
import type { StoreDescription } from '../store.ts';
import { SCHEMA, SCHEMA_VERSION } from './sqlite-schema.ts';
import { judgeSqliteVersion } from './sqlite-version.ts';

/** Where the store lies: a directory, made if it is not there, or memory that ends with the process. */
export type SqlitePlace = { readonly directory: string } | { readonly memory: true };

/** The file in the directory. */
export const SHARD_FILE = 'shard-0.sqlite';

/** An open database, with what was read back from it. */
export interface SqliteDatabase {
  readonly database: DatabaseSync;
  readonly description: StoreDescription;
}

/** `PRAGMA synchronous` reads back as this when each commit is synced (sqlite.org/pragma.html#pragma_synchronous). */
const SYNCHRONOUS_FULL = 2;

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
 * readable by their owner alone. Blocks; for the store's own thread.
 *
 * @throws GatehouseError `store-locked`, `store-too-new`, `store-too-old`, `store-unsafe`; an error of SQLite or of
 * the file system for everything else
 */
export function openSqliteDatabase(place: SqlitePlace): SqliteDatabase {
  const memory = 'memory' in place;
  const database = new DatabaseSync(memory ? ':memory:' : createFile(place.directory), { timeout: 0 });
  try {
    const version = readText(database, 'SELECT sqlite_version() AS value');
    judgeSqliteVersion(version);
    database.exec(SETTINGS);
    createTables(database);
    freeLeases(database);
    const synchronous = memory ? 'memory' : readSynchronous(database);
    return { database, description: { kind: memory ? 'memory' : 'sqlite', version, synchronous } };
  } catch (error) {
    database.close();
    throw error;
  }
}

function createFile(directory: string): string {
  const made = mkdirSync(directory, { recursive: true, mode: 0o700 });
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

function syncDirectory(path: string): void {
  const handle = openSync(path, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

function createTables(database: DatabaseSync): void {
  const version = readNumber(database, 'PRAGMA user_version', 'user_version');
  if (version > SCHEMA_VERSION) {
    throw new GatehouseError(
      'store-too-new',
      `Opening the store found tables of version ${version}, this release knows versions up to ${SCHEMA_VERSION}`,
    );
  }
  if (version === SCHEMA_VERSION) return;
  database.exec(`BEGIN; ${SCHEMA} PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`);
}

/** A claim ends with the process that made it: a new epoch returns its events to their lanes. Writes in any case. */
function freeLeases(database: DatabaseSync): void {
  database.exec(`
    BEGIN;
    UPDATE ledger SET opened = opened + 1;
    UPDATE lanes SET epoch = epoch + 1, owner = NULL, lease_until = NULL WHERE owner IS NOT NULL;
    COMMIT`);
}

function readSynchronous(database: DatabaseSync): 'full' {
  const synchronous = readNumber(database, 'PRAGMA synchronous', 'synchronous');
  const journal = readText(database, 'SELECT journal_mode AS value FROM pragma_journal_mode');
  if (synchronous === SYNCHRONOUS_FULL && journal === 'wal') return 'full';
  throw new GatehouseError(
    'store-unsafe',
    `Opening the store asked for a synced write-ahead log and read back journal_mode ${journal}, synchronous ${synchronous}`,
  );
}

function readNumber(database: DatabaseSync, sql: string, column: string): number {
  return Number(database.prepare(sql).get()?.[column]);
}

function readText(database: DatabaseSync, sql: string): string {
  return String(database.prepare(sql).get()?.value);
}
