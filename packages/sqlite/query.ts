import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** What a parameter or a column may be. */
export type SqlValue = string | number | null;

/**
 * One statement, prepared once and kept. `Row` is the shape of its rows, which the statement's own text decides:
 * the tables are STRICT, so a column holds what the schema says.
 *
 * Two habits of SQLite cost more than the work itself: a bare parameter of LIMIT makes it plan again at each run, so
 * statements here say `LIMIT 0 + ?`; and RETURNING builds a table on the way, so the paths of every event read first.
 */
export class Query<Row = never> {
  readonly #statement: StatementSync;

  constructor(database: DatabaseSync, sql: string) {
    this.#statement = database.prepare(sql);
  }

  /** The first row, or undefined. */
  one(...values: readonly SqlValue[]): Row | undefined {
    const row: unknown = this.#statement.get(...values);
    return row as Row | undefined;
  }

  /** Every row. */
  all(...values: readonly SqlValue[]): Row[] {
    const rows: unknown = this.#statement.all(...values);
    return rows as Row[];
  }

  /** Runs the statement; answers how many rows it changed. */
  run(...values: readonly SqlValue[]): number {
    return Number(this.#statement.run(...values).changes);
  }
}
