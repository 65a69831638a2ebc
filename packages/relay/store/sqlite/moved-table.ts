import type { DatabaseSync } from 'node:sqlite';
import { Query, type SqlValue } from '@gatehouse/sqlite';
import { bucketOf } from '../../lane/bucket.ts';
import type { MovedPage, MovedRow } from '../../residence/move-store.ts';

/** Which table, and what its rows are told apart by within one customer; without keys there is one row at most. */
export interface MovedTableOptions {
  readonly name: string;
  readonly keys: readonly string[];
}

/** One table of a customer that moves, row by row with every column that the table has. */
export class MovedTable {
  readonly #database: DatabaseSync;
  readonly #name: string;
  readonly #keys: readonly string[];
  #columns: readonly string[] | undefined;
  #insert: Query | undefined;

  constructor(database: DatabaseSync, { name, keys }: MovedTableOptions) {
    this.#database = database;
    this.#name = name;
    this.#keys = keys;
  }

  /** A page of rows after the row `after`. */
  read(customer: string, { after, limit }: { after?: MovedRow | undefined; limit: number }): MovedPage {
    const keys = this.#keys.join(', ');
    const behind = after === undefined ? '' : `AND (${keys}) > (${this.#keys.map(() => '?').join(', ')})`;
    const sql = `SELECT ${this.#quoteColumns()} FROM ${this.#name}
      WHERE bucket = ? AND customer = ? ${behind} ${keys === '' ? '' : `ORDER BY ${keys}`} LIMIT 0 + ?`;
    const from = after === undefined ? [] : this.#keys.map(key => after[key] ?? null);
    const rows = new Query<MovedRow>(this.#database, sql).all(bucketOf(customer), customer, ...from, limit);
    const last = rows.at(-1);
    if (rows.length < limit || last === undefined) return { rows };
    return { rows, next: Object.fromEntries(this.#keys.map(key => [key, last[key] ?? null])) };
  }

  /** Adds a row. */
  insert(customer: string, row: MovedRow): void {
    const columns = this.#readColumns();
    this.#insert ??= new Query(
      this.#database,
      `INSERT INTO ${this.#name} (bucket, customer, ${this.#quoteColumns()})
       VALUES (?, ?, ${columns.map(() => '?').join(', ')})`,
    );
    const values = columns.map((column): SqlValue => row[column] ?? null);
    this.#insert.run(bucketOf(customer), customer, ...values);
  }

  /** Deletes up to `limit` rows; answers how many. */
  delete(customer: string, limit: number): number {
    const keys = this.#keys.join(', ');
    const sql = `DELETE FROM ${this.#name} WHERE bucket = ?1 AND customer = ?2 AND (${keys}) IN (
      SELECT ${keys} FROM ${this.#name} WHERE bucket = ?1 AND customer = ?2 LIMIT 0 + ?3)`;
    return new Query(this.#database, sql).run(bucketOf(customer), customer, limit);
  }

  /** As the table has them, so that none that a later version adds is left behind; what is computed is not carried. */
  #readColumns(): readonly string[] {
    this.#columns ??= new Query<{ name: string }>(
      this.#database,
      "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0 AND name NOT IN ('bucket', 'customer')",
    )
      .all(this.#name)
      .map(({ name }) => name);
    return this.#columns;
  }

  #quoteColumns(): string {
    return this.#readColumns()
      .map(name => `"${name}"`)
      .join(', ');
  }
}
