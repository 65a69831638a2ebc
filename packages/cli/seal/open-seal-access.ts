import { GatehouseError } from '@gatehouse/protocol';
import { openStore, type RelayConfig } from '@gatehouse/relay';
import { Keyring, listSeals, resealGrants } from '@gatehouse/relay/seal';
import type { Host } from '../platform/host.ts';
import { createPinoLog } from '../platform/pino-log.ts';
import { openRelaySeals } from './open-relay-seals.ts';
import type { OpenSealAccess } from './opened-seal-access.ts';

/**
 * Opens the relay's store where nobody holds it; where a relay runs on it, asks that relay.
 *
 * @throws GatehouseError `store-…`; `unreachable` when the store is held and no relay answers at the configured address
 */
export async function openSealAccess(
  host: Host,
  { config, logLevel }: { config: RelayConfig; logLevel: string },
): Promise<OpenSealAccess> {
  if (config.store.kind === 'memory') return openRelaySeals(config);
  try {
    return await openStoreSeals(host, { config, logLevel });
  } catch (error) {
    if (!(error instanceof GatehouseError) || error.code !== 'store-locked') throw error;
    return openRelaySeals(config);
  }
}

async function openStoreSeals(
  host: Host,
  { config, logLevel }: { config: RelayConfig; logLevel: string },
): Promise<OpenSealAccess> {
  const { clock, random } = host;
  const { keys, file } = config.sealing ?? {};
  const log = createPinoLog({ level: logLevel, write: host.err });
  const store = await openStore(config.store, { clock, log });
  const readKeys = file === undefined ? undefined : () => host.loadFile(file);
  const keyring = new Keyring({ keys, readKeys, clock, random, log });
  const tools = { store, keyring };
  return {
    by: 'store',
    listSeals: range => listSeals(range, tools),
    resealGrants: async ({ current, ...range }) => {
      if (keyring.current !== current) await keyring.reload();
      return resealGrants(range, tools);
    },
    close: () => store.close(),
  };
}
