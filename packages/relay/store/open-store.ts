import type { StoreConfig } from '../config/relay-config.ts';
import { openSqliteStore } from './sqlite/sqlite-store.ts';
import type { Store } from './store.ts';

/**
 * Opens the store that a configuration names.
 *
 * @throws GatehouseError `store-locked`, `store-too-old`, `store-too-new`, `store-unsafe`, `store-failed`
 */
export function openStore(config: StoreConfig): Promise<Store> {
  return openSqliteStore(config.kind === 'memory' ? { memory: true } : { directory: config.directory });
}
