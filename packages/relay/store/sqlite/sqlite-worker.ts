/** The store's own thread: one connection to one file; `@gatehouse/sqlite` says how it answers. */
import { serveSqliteThread } from '@gatehouse/sqlite';
import { TABLES } from './sqlite-schema.ts';
import { createThreadMethods } from './thread-methods.ts';

serveSqliteThread({ tables: TABLES, createMethods: createThreadMethods });
