import type { DatabaseSync } from 'node:sqlite';

/** Every table with its columns, every index with its columns and condition, every trigger. */
export function describeTables(database: DatabaseSync): unknown {
  const columns = database.prepare(
    `SELECT m.name AS "table", c.name, c.type, c."notnull", c.dflt_value, c.pk, c.hidden
     FROM sqlite_schema m, pragma_table_xinfo(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.name`,
  );
  const others = database.prepare(
    `SELECT type, name, sql FROM sqlite_schema WHERE type <> 'table' AND sql IS NOT NULL ORDER BY type, name`,
  );
  return { columns: columns.all(), others: others.all() };
}
