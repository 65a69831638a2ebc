import { GatehouseError } from '@gatehouse/protocol';
import type { RelayConfigSources } from './read-relay-section.ts';
import { relaySettings } from './relay-settings.ts';

/**
 * The same failure, told by the environment variable that gave the value at fault, where one did: whoever set the
 * variable need not know how the file would name it.
 */
export function nameVariable(error: unknown, { env = {} }: Pick<RelayConfigSources, 'env'>): unknown {
  if (!(error instanceof GatehouseError) || error.pointer === undefined) return error;
  const { code, message, pointer, detail, cause } = error;
  const isSet = (variable: string): boolean => (env[variable] ?? '') !== '';
  const setting = relaySettings
    .filter(({ path }) => `${pointer}/`.startsWith(`/${path.join('/')}/`))
    .toSorted((one, other) => other.path.length - one.path.length)
    .find(({ variable }) => isSet(variable) || isSet(`${variable}_FILE`));
  if (setting === undefined || message.includes(setting.variable)) return error;
  const variable = isSet(setting.variable) ? setting.variable : `${setting.variable}_FILE`;
  return new GatehouseError(code, `${message}; the value comes from ${variable}`, { pointer, detail, cause });
}
