import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSystemClock } from '@gatehouse/client/platform';
import { REGIONS } from '@gatehouse/protocol';
import { createRecordingLog, type OpenedStore, storeContract } from '@gatehouse/testing';
import { bucketOf } from '../lane/bucket.ts';
import { overrideMethods } from '../store/override-methods.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import type { Store } from '../store/store.ts';
import { openRegionalStore } from './open-regional-store.ts';

/** Three regions, in memory or in directories of one. */
function open(directory?: string): Promise<Store> {
  const regions = REGIONS.map(region => {
    const place = directory === undefined ? ({ memory: true } as const) : { directory: join(directory, region) };
    return { region, open: () => openSqliteStore(place) };
  });
  return openRegionalStore({ regions, fallback: 'NA', clock: createSystemClock(), log: createRecordingLog() });
}

/** Customers are spread over the regions, each by its id, before anything is known of them. */
function spread(store: Store): Store {
  // Nobody waits for it: whoever asks for the customer next waits behind it.
  const place = (customer: string): void => {
    store.placeCustomer?.(customer, REGIONS[bucketOf(customer) % REGIONS.length] ?? 'NA').catch(() => {});
  };
  return overrideMethods(store, {
    accept: intake => {
      place(intake.customer);
      return store.accept(intake);
    },
    putGrant: grant => {
      place(grant.customer);
      return store.putGrant(grant);
    },
    putEndpoint: put => {
      place(put.customer);
      return store.putEndpoint(put);
    },
  });
}

storeContract(
  'A store for each region, in memory',
  async (): Promise<OpenedStore> => {
    const store = spread(await open());
    return { store, dispose: () => store.close() };
  },
  { volatile: true, runs: 12 },
);

storeContract(
  'A store for each region, in files',
  async () => {
    const directory = await mkdtemp(join(tmpdir(), 'gatehouse-regional-'));
    let store = spread(await open(directory));
    return {
      store,
      reopen: async () => {
        await store.close();
        store = spread(await open(directory));
        return store;
      },
      dispose: async () => {
        await store.close();
        await rm(directory, { recursive: true });
      },
    };
  },
  { runs: 4 },
);
