import { encodeReadFailure } from '@gatehouse/client/platform';
import { GatehouseError } from '@gatehouse/protocol';

/** Where the configuration is looked for when no file is named; it may be missing there. */
export const DEFAULT_CONFIG_FILE = 'gatehouse.config.json';

/** The sections of a configuration file; each end reads and checks its own. */
export interface ConfigFile {
  readonly relay?: unknown;
  readonly gateway?: unknown;
}

const SECTIONS = new Set(['$schema', 'relay', 'gateway']);

/**
 * Reads the configuration file.
 *
 * @param path the file that was named; without it {@link DEFAULT_CONFIG_FILE}, which may be missing
 * @throws GatehouseError `config-missing` when a named file cannot be read, `config-invalid` when it is no JSON object,
 *   `config-unknown-key` for a section that does not exist
 */
export function readConfigFile(readFile: (path: string) => string, path?: string): ConfigFile {
  const name = path ?? DEFAULT_CONFIG_FILE;
  let text: string;
  try {
    text = readFile(name);
  } catch (error) {
    if (path === undefined && (error as { code?: unknown }).code === 'ENOENT') return {};
    const message = `The configuration file ${name} cannot be read: ${encodeReadFailure(error)}`;
    throw new GatehouseError('config-missing', message, { cause: error });
  }
  return parseConfigFile(text, name);
}

/** Only the place of a syntax error, which is no cause either: its message quotes the text around it, which may be a secret. */
function encodePlace(error: unknown): string {
  const place = /line \d+ column \d+/.exec(error instanceof Error ? error.message : '');
  return place === null ? '' : `; look at ${place[0]}`;
}

function parseConfigFile(text: string, name: string): ConfigFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new GatehouseError('config-invalid', `The configuration file ${name} is not JSON${encodePlace(error)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new GatehouseError(
      'config-invalid',
      `The configuration file ${name} holds no JSON object; allowed is {"relay": …, "gateway": …}`,
    );
  }
  const unknown = Object.keys(value).find(key => !SECTIONS.has(key));
  if (unknown === undefined) return value;
  const message = `The configuration file ${name} has the section "${unknown}"; allowed are relay and gateway`;
  throw new GatehouseError('config-unknown-key', message, { pointer: `/${unknown}` });
}
