import type { SqliteTables } from '@gatehouse/sqlite';

/**
 * What the store keeps, and where.
 *
 * - `records`: each thing that the gateway knows, as its record; `place` is the order in which they were first kept,
 *   which restores them. A thing that changes keeps its place, one that comes again gets a new one.
 * - `journal`: the journal's entries by number: more and shorter-lived than everything else.
 * - `openings`: one row, counting how often the file was opened.
 */
const SCHEMA = `
CREATE TABLE records (
  place INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (kind, key)
) STRICT;
CREATE TABLE journal (number INTEGER PRIMARY KEY, entry TEXT NOT NULL) STRICT;
CREATE TABLE openings (count INTEGER NOT NULL) STRICT;
INSERT INTO openings VALUES (0);
`;

/** The file and its tables. */
export const TABLES: SqliteTables = {
  file: 'gateway.sqlite',
  schema: SCHEMA,
  version: 1,
  prepare: 'UPDATE openings SET count = count + 1;',
};
