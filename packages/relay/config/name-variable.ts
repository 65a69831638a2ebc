import { GatehouseError } from '@gatehouse/protocol';
import type { RelayConfigSources } from './read-relay-section.ts';
import { relaySettings, variablesOf } from './relay-settings.ts';

/**
 * The same failure, told by the environment variable that gave the value at fault, where one did: whoever set the
 * variable need not know how the file would name it.
 */
export function nameVariable(error: unknown, { env = {} }: Pick<RelayConfigSources, 'env'>): unknown {
  if (!(error instanceof GatehouseError) || error.pointer === undefined) return error;
  // What is missing comes from nowhere.
  if (error.code === 'config-missing') return error;
  const { code, message, pointer, detail, cause } = error;
  const variable = relaySettings
    .filter(({ path }) => `${pointer}/`.startsWith(`/${path.join('/')}/`))
    .toSorted((one, other) => other.path.length - one.path.length)
    .flatMap(variablesOf)
    .find(name => (env[name] ?? '') !== '');
  if (variable === undefined || message.split(/\W+/).includes(variable)) return error;
  return new GatehouseError(code, `${message}; the value comes from ${variable}`, { pointer, detail, cause });
}
