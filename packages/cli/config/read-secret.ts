import { encodeReadFailure } from '@gatehouse/client/platform';
import { GatehouseError } from '@gatehouse/protocol';
import type { Host } from '../platform/host.ts';

/** A secret, and the variable that it came from. */
export interface FoundSecret {
  readonly text: string;
  readonly source: string;
}

/**
 * The secret that a variable holds, or the file that the variable with `_FILE` behind its name names; undefined where neither
 * is set. An empty variable counts as absent.
 *
 * @throws GatehouseError `config-invalid` for a file that cannot be read
 */
export function readSecret(name: string, { env, readFile }: Pick<Host, 'env' | 'readFile'>): FoundSecret | undefined {
  const text = env[name];
  if (text) return { text, source: name };
  const source = `${name}_FILE`;
  const file = env[source];
  if (!file) return undefined;
  try {
    return { text: readFile(file).trim(), source };
  } catch (error) {
    const message = `${source} names ${file}, which could not be read: ${encodeReadFailure(error)}; name a file that this user may read`;
    throw new GatehouseError('config-invalid', message, { cause: error });
  }
}
