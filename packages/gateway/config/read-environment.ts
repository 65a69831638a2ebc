import { GatehouseError } from '@gatehouse/protocol';
import type { GatewayConfigSources } from './gateway-config-sources.ts';
import { gatewaySectionSchema } from './gateway-section.ts';
import { KEY_FILE_VARIABLE, variableOf } from './variable-of.ts';

/** What the environment sets of the gateway's section; `names` has the variable of each key. */
export interface SectionOfEnvironment {
  readonly section: Readonly<Record<string, unknown>>;
  readonly names: Readonly<Record<string, string>>;
}

/**
 * The part of the gateway's section that the environment sets: `accessTokenLifetimeMs` is
 * `GATEHOUSE_GATEWAY_ACCESS_TOKEN_LIFETIME_MS`, lists are separated by commas, the key may come from the file that
 * `GATEHOUSE_GATEWAY_API_KEY_FILE` names. An empty variable counts as absent.
 *
 * @throws GatehouseError `config-invalid` for a value that is not of its type
 */
export function readSectionOfEnvironment(sources: GatewayConfigSources): SectionOfEnvironment {
  const section: Record<string, unknown> = {};
  const names: Record<string, string> = {};
  for (const [key, property] of Object.entries(gatewaySectionSchema.properties)) {
    const type = 'type' in property ? property.type : 'string';
    const name = variableOf(key);
    const text = sources.env?.[name] || (key === 'apiKey' ? readSecretFile(KEY_FILE_VARIABLE, sources) : undefined);
    if (!text) continue;
    section[key] = readValue(text, { name, type });
    names[key] = name;
  }
  return { section, names };
}

function readSecretFile(name: string, { env, readFile }: GatewayConfigSources): string | undefined {
  const path = env?.[name];
  if (!path || readFile === undefined) return undefined;
  try {
    return readFile(path).trim();
  } catch (cause) {
    throw new GatehouseError('config-invalid', `Cannot read the file that ${name} names: ${path}`, { cause });
  }
}

function readValue(text: string, { name, type }: { readonly name: string; readonly type: string }): unknown {
  switch (type) {
    case 'integer':
      if (/^\d{1,15}$/.test(text)) return Number(text);
      throw invalid(name, 'a whole number');
    case 'boolean':
      if (text === 'true' || text === 'false') return text === 'true';
      throw invalid(name, 'true or false');
    case 'array':
      return text.split(',').map(part => part.trim());
    default:
      return text;
  }
}

function invalid(name: string, allowed: string): GatehouseError {
  return new GatehouseError('config-invalid', `Cannot read the variable ${name}: it is not ${allowed}`);
}
