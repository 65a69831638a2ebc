import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenedStore, storeContract } from '@gatehouse/testing';
import type { Store } from '../store.ts';
import { openSqliteStore } from './sqlite-store.ts';

async function openInMemory(): Promise<OpenedStore> {
  const store = await openSqliteStore({ memory: true });
  return { store, dispose: () => store.close() };
}

storeContract('SQLite in memory', openInMemory, { volatile: true });

storeContract('SQLite in a file', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-store-'));
  let store: Store = await openSqliteStore({ directory });
  return {
    store,
    reopen: async () => {
      await store.close();
      store = await openSqliteStore({ directory });
      return store;
    },
    dispose: async () => {
      await store.close();
      await rm(directory, { recursive: true });
    },
  };
});
