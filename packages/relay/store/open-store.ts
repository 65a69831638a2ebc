import type { Clock, Log } from '@gatehouse/client/platform';
import { GatehouseError, REGIONS } from '@gatehouse/protocol';
import type { OneStoreConfig, StoreConfig } from '../config/relay-config.ts';
import { openRegionalStore } from '../residence/open-regional-store.ts';
import type { MovableStore } from '../residence/region-part.ts';
import { openSqliteStore } from './sqlite/sqlite-store.ts';
import type { Store } from './store.ts';

/** What stores of several regions need: they are asked with a time limit, and the log says which of them fails. */
export interface StoreTools {
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Opens the store that a configuration names; one store alone needs no `tools`.
 *
 * @throws GatehouseError `store-locked`, `store-too-old`, `store-too-new`, `store-unsafe`, `store-full`, `store-failed`;
 * `config-invalid` for stores of several regions without `tools`
 */
export async function openStore(config: StoreConfig, tools?: StoreTools): Promise<Store> {
  if (config.kind !== 'regions') return openOne(config);
  if (tools === undefined) {
    const message = 'Stores of several regions need a clock and a log to be opened; hand both to openStore';
    throw new GatehouseError('config-invalid', message, { pointer: '/store' });
  }
  const regions = REGIONS.flatMap(region => {
    const one = config.regions[region];
    return one === undefined ? [] : [{ region, open: () => openOne(one) }];
  });
  return openRegionalStore({ ...tools, regions, fallback: config.fallback });
}

function openOne(config: OneStoreConfig): Promise<MovableStore> {
  return openSqliteStore(config.kind === 'memory' ? { memory: true } : { directory: config.directory });
}
