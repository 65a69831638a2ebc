/** The store's own thread: one connection to one file; `@gatehouse/sqlite` says how it answers. */
import { serveSqliteThread } from '@gatehouse/sqlite';
import { RecordSql } from './record-sql.ts';
import { TABLES } from './store-schema.ts';

serveSqliteThread({
  tables: TABLES,
  createMethods: database => {
    const records = new RecordSql(database);
    return {
      write: ask => records.write(ask),
      readRecords: ask => records.readRecords(ask),
      readJournal: ask => records.readJournal(ask),
    };
  },
});
