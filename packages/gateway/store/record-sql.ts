import type { DatabaseSync } from 'node:sqlite';
import { Query } from '@gatehouse/sqlite';
import type { ReadPage, WriteAsk } from './store-methods.ts';

/** How many rows one page has. */
const PAGE = 5_000;

/** Entries of the journal have whole numbers as keys and a table of their own. */
const ENTRY_KEY = /^\d{1,15}$/;

/** The tables of a gateway's store. */
export class RecordSql {
  readonly #database: DatabaseSync;
  readonly #put: Query;
  readonly #remove: Query;
  readonly #append: Query;
  readonly #trim: Query;
  readonly #list: Query<{ place: number; kind: string; key: string; value: string }>;
  readonly #listEntries: Query<{ number: number; entry: string }>;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#put = new Query(
      database,
      `INSERT INTO records (kind, key, value) VALUES (?, ?, ?)
       ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value`,
    );
    this.#remove = new Query(database, 'DELETE FROM records WHERE kind = ? AND key = ?');
    this.#append = new Query(database, 'INSERT OR REPLACE INTO journal VALUES (?, ?)');
    this.#trim = new Query(database, 'DELETE FROM journal WHERE number <= ?');
    this.#list = new Query(
      database,
      `SELECT place, kind, key, value FROM records WHERE place > ? ORDER BY place LIMIT ${PAGE}`,
    );
    this.#listEntries = new Query(
      database,
      `SELECT number, entry FROM journal WHERE number > ? ORDER BY number LIMIT ${PAGE}`,
    );
  }

  /** Writes changes in their order. */
  write({ replace, changes, journalFloor }: WriteAsk): void {
    if (replace) this.#database.exec('DELETE FROM records; DELETE FROM journal');
    for (let index = 0; index < changes.length; index += 3) {
      const [kind, key, value] = [changes[index] ?? '', changes[index + 1] ?? '', changes[index + 2] ?? null];
      if (value === null) this.#remove.run(kind, key);
      else if (kind === 'journal' && ENTRY_KEY.test(key)) this.#append.run(Number(key), value);
      else this.#put.run(kind, key, value);
    }
    if (journalFloor > 0) this.#trim.run(journalFloor);
  }

  /** A part of everything but the journal's entries. */
  readRecords({ after }: { readonly after: number }): ReadPage {
    const rows = this.#list.all(after);
    const last = rows.at(-1);
    return {
      changes: rows.flatMap(({ kind, key, value }) => [kind, key, value]),
      ...(last !== undefined && { next: last.place }),
    };
  }

  /** A part of the journal's entries. */
  readJournal({ after }: { readonly after: number }): ReadPage {
    const rows = this.#listEntries.all(after);
    const last = rows.at(-1);
    return {
      changes: rows.flatMap(({ number, entry }) => ['journal', String(number), entry]),
      ...(last !== undefined && { next: last.number }),
    };
  }
}
