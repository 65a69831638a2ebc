import type { DatabaseSync } from 'node:sqlite';
import { GatehouseError } from '@gatehouse/protocol';
import { createSqliteStore, createThreadMethods, type Store, type StoreThread, TABLES } from '@gatehouse/relay/store';
import { GroupCommit, openSqliteDatabase, type ThreadRequest } from '@gatehouse/sqlite';
import { type Acknowledged, findLost } from './acknowledged.ts';

/**
 * What an image is worth. `kept`: the store opens it, it is whole, and everything acknowledged is there. `lost`: some of
 * that is not. `malformed`: it does not open, is not whole, or its ledger does not balance.
 */
export type ImageVerdict =
  | { readonly type: 'kept' }
  | { readonly type: 'lost'; readonly what: readonly string[] }
  | { readonly type: 'malformed'; readonly why: string };

/**
 * Opens the files in a directory as the relay does after a power cut, has SQLite look through all of them, and compares
 * what is there with what was acknowledged. Blocks, and writes to the files, as any opening does.
 */
export async function judgeImage(directory: string, acknowledged: readonly Acknowledged[]): Promise<ImageVerdict> {
  let opened: DatabaseSync | undefined;
  try {
    const opening = openSqliteDatabase({ directory }, TABLES);
    if (opening.type === 'refused') return { type: 'malformed', why: opening.failure.message };
    opened = opening.database;
    const store = createSqliteStore(serve(opened), opening.description);
    const why = findDamage(opened) ?? (await findImbalance(store));
    if (why !== undefined) return { type: 'malformed', why };
    const what = await findLost(store, acknowledged);
    return what.length === 0 ? { type: 'kept' } : { type: 'lost', what };
  } catch (error) {
    return { type: 'malformed', why: error instanceof Error ? error.message : String(error) };
  } finally {
    opened?.close();
  }
}

/** The store's methods without a thread; what is asked in one turn shares transactions, as on the thread. */
function serve(database: DatabaseSync): StoreThread {
  const group = new GroupCommit(database, createThreadMethods(database));
  let asked: { request: Omit<ThreadRequest, 'id'>; reply: PromiseWithResolvers<unknown> }[] = [];
  const flush = (): void => {
    const waiting = asked;
    asked = [];
    const replies = group.run(waiting.map(({ request }, id) => ({ id, ...request })));
    for (const { id, value, failure } of replies) {
      if (failure === undefined) waiting[id]?.reply.resolve(value);
      else waiting[id]?.reply.reject(new GatehouseError(failure.code, failure.message));
    }
  };
  const call = (method: string, argument: unknown): Promise<unknown> => {
    if (asked.length === 0) queueMicrotask(flush);
    const reply = Promise.withResolvers<unknown>();
    asked.push({ request: { method, argument }, reply });
    return reply.promise;
  };
  return { call, close: async () => database.close() } as StoreThread;
}

function findDamage(database: DatabaseSync): string | undefined {
  const rows: unknown = database.prepare('PRAGMA integrity_check').all();
  const found = (rows as readonly { integrity_check: string }[]).map(row => row.integrity_check).join('; ');
  return found === 'ok' ? undefined : `integrity_check: ${found}`;
}

async function findImbalance(store: Store): Promise<string | undefined> {
  const { accepted, ...endings } = await store.readLedger();
  const sum = Object.values(endings).reduce((total, count) => total + count, 0);
  return accepted === sum ? undefined : `The ledger has ${accepted} accepted events and ${sum} endings`;
}
