/** The store's own thread: one connection to one file; `@gatehouse/sqlite` says how it answers. */
import { serveSqliteThread } from '@gatehouse/sqlite';
import { unpackTexts } from './packed-texts.ts';
import { RecordSql } from './record-sql.ts';
import type { StoreMethods } from './store-methods.ts';
import { TABLES } from './store-schema.ts';

serveSqliteThread<StoreMethods>({
  tables: TABLES,
  createMethods: database => {
    const records = new RecordSql(database);
    return {
      write: ask => records.write({ ...ask, changes: unpackTexts(ask.changes) }),
      readRecords: ask => records.readRecords(ask),
      readJournal: ask => records.readJournal(ask),
    };
  },
});
