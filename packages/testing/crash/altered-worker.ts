/**
 * The store's own thread with other settings than anybody can configure, for recordings that are to show what those
 * settings cost. They come beside the place of the file, as an `AlteredPlace`.
 */
import { workerData } from 'node:worker_threads';
import { createThreadMethods, TABLES } from '@gatehouse/relay/store';
import { serveSqliteThread } from '@gatehouse/sqlite';
import type { AlteredPlace } from './recorded-life.ts';

const { synchronous, fold }: AlteredPlace = workerData;

serveSqliteThread({
  tables: TABLES,
  createMethods: database => {
    // After the store has made sure of its own settings, which it would not open without.
    database.exec(`PRAGMA synchronous = ${synchronous}; PRAGMA wal_autocheckpoint = ${fold}`);
    return createThreadMethods(database);
  },
});
