import { GatehouseError, REGIONS, type Region } from '@gatehouse/protocol';
import type { OneStoreConfig, StoreConfig } from './relay-config.ts';
import type { RelaySection } from './relay-section-schema.ts';
import { tellUrl } from './tell-url.ts';

/**
 * Where the relay keeps what it knows. Where regions have stores of their own, customers of whom no region is known, and
 * those of a region without one, lie in the store of the region `fallback`.
 *
 * @throws GatehouseError `config-invalid` for a store that this version does not have, for two regions in one directory,
 * and when the fallback has no store
 */
export function resolveStore(store: RelaySection['store'], fallback: Region): StoreConfig {
  if (store === undefined || typeof store === 'string') return parseStore(store ?? 'sqlite:./gatehouse-data', '/store');
  const regions: { [region in Region]?: OneStoreConfig } = {};
  const directories = new Map<string, Region>();
  for (const region of REGIONS) {
    const text = store.regions[region];
    if (text === undefined) continue;
    const pointer = `/store/regions/${region}`;
    const one = parseStore(text, pointer);
    const other = one.kind === 'sqlite' ? directories.get(one.directory) : undefined;
    if (other !== undefined) {
      const message = `relay.store.regions names ${text} for ${other} and ${region}; each region needs a directory of its own`;
      throw new GatehouseError('config-invalid', message, { pointer });
    }
    if (one.kind === 'sqlite') directories.set(one.directory, region);
    regions[region] = one;
  }
  if (regions[fallback] !== undefined) return { kind: 'regions', regions, fallback };
  const message = `relay.store.regions has no store for ${fallback}, the region of customers of whom none is known; add one, or set relay.delivery.region`;
  throw new GatehouseError('config-invalid', message, { pointer: '/store/regions' });
}

function parseStore(text: string, pointer: string): OneStoreConfig {
  if (text === 'memory:') return { kind: 'memory' };
  if (text.startsWith('sqlite:') && text.length > 'sqlite:'.length) {
    return { kind: 'sqlite', directory: text.slice('sqlite:'.length) };
  }
  const name = `relay${pointer.replaceAll('/', '.')}`;
  const message = `${name} names no store of this version; allowed are sqlite:DIRECTORY and memory:; found ${tellUrl(text)}`;
  throw new GatehouseError('config-invalid', message, { pointer });
}
