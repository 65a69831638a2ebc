import { Secret } from '@gatehouse/client/platform';
import { GatehouseError } from '@gatehouse/protocol';
import { parseSealingKeys } from '../seal/sealing-keys.ts';
import { isLoopback } from './is-loopback.ts';
import type { SealingConfig, SkillConfig, StoreConfig } from './relay-config.ts';
import type { RelaySection } from './relay-section-schema.ts';

/** What decides whether grants may lie unsealed. */
export interface SealingCircumstances {
  readonly store: StoreConfig;
  readonly skill: SkillConfig | undefined;
  readonly tokenUrl: string;
}

/**
 * The sealing keys of a section. Without keys grants lie unsealed, which is let pass where they are nobody's: in memory,
 * without a skill, or from a token endpoint on this machine. Everywhere else it has to be said: `sealing: "off"`.
 *
 * @throws GatehouseError `sealing-keys-missing`; `sealing-keys-invalid`; `config-invalid` for keys beside `sealing: "off"`
 */
export function resolveSealing(section: RelaySection, circumstances: SealingCircumstances): SealingConfig | undefined {
  const { keys, keysFile, sealing } = section;
  if (keys !== undefined && sealing === 'off') {
    const message = 'relay.sealing is off beside sealing keys; remove one of them';
    throw new GatehouseError('config-invalid', message, { pointer: '/sealing' });
  }
  if (keys !== undefined) {
    checkKeys(keys, keysFile);
    return { keys: new Secret(keys), ...(keysFile === undefined ? {} : { file: keysFile }) };
  }
  const { store, skill, tokenUrl } = circumstances;
  const harmless = isVolatile(store) || skill === undefined || isLoopback(new URL(tokenUrl).hostname);
  if (harmless || sealing === 'off') return undefined;
  const message =
    'Grants would lie in relay.store unsealed; make keys with "gatehouse keys generate", name the file in relay.keysFile, or set relay.sealing to off';
  throw new GatehouseError('sealing-keys-missing', message, { pointer: '/keysFile' });
}

/** The parser knows the text alone: where it came from is told here. */
function checkKeys(keys: string, file: string | undefined): void {
  try {
    parseSealingKeys(keys);
  } catch (error) {
    if (!(error instanceof GatehouseError)) throw error;
    const source = file === undefined ? 'relay.keys' : `relay.keysFile names ${file}`;
    throw new GatehouseError(error.code, `${source}: ${error.message}`, { pointer: '/keys', cause: error });
  }
}

function isVolatile(store: StoreConfig): boolean {
  const all = store.kind === 'regions' ? Object.values(store.regions) : [store];
  return all.every(one => one.kind === 'memory');
}
