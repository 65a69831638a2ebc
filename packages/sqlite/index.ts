/**
 * One SQLite file on a thread of its own, for stores that acknowledge only what is on the disk: `SqliteThread` asks,
 * `serveSqliteThread()` answers, `Query` is a statement. Both ends know no tables but those that they are given.
 */
export { GROUP_LIMIT, GroupCommit } from './group-commit.ts';
export {
  openSqliteDatabase,
  type SqliteDescription,
  type SqliteOpening,
  type SqlitePlace,
  type SqliteTables,
} from './open-database.ts';
export { Query, type SqlValue } from './query.ts';
export { serveSqliteThread, type ThreadProgram } from './serve-thread.ts';
export type { ThreadFailure } from './sqlite-failure.ts';
export { SqliteThread, type ThreadOptions } from './sqlite-thread.ts';
export { OLDEST_SQLITE } from './sqlite-version.ts';
export type { ThreadMethods, ThreadReply, ThreadRequest } from './thread-message.ts';
