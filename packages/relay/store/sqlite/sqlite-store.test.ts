import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storeContract } from '@gatehouse/testing';
import type { Store } from '../store.ts';
import { openSqliteStore } from './sqlite-store.ts';

storeContract('SQLite in memory', async () => {
  const store = await openSqliteStore({ memory: true });
  return { store, dispose: () => store.close() };
});

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
