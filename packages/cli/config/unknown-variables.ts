import type { Log } from '@gatehouse/client/platform';
import { listGatewayVariables } from '@gatehouse/gateway';
import { nearestNames } from '@gatehouse/protocol';
import { listRelayVariables } from '@gatehouse/relay';

const PREFIX = 'GATEHOUSE_';

/**
 * Warns of each environment variable that begins with `GATEHOUSE_` and that neither end knows: a misspelt one would
 * otherwise be ignored without a word. Names the known one that is most like it; tells no value, which may be a secret.
 */
export function warnOfUnknownVariables(
  env: Readonly<Record<string, string | undefined>>,
  log: Pick<Log, 'warn'>,
): void {
  const known = new Set([...listRelayVariables(), ...listGatewayVariables()]);
  const names = [...known].map(name => name.slice(PREFIX.length));
  for (const variable of Object.keys(env).sort()) {
    if (!variable.startsWith(PREFIX) || known.has(variable)) continue;
    const [nearest] = nearestNames(variable.slice(PREFIX.length), names);
    const hint = nearest === undefined ? 'unset it' : `set ${PREFIX}${nearest} if that is meant, else unset it`;
    log.warn(`The environment variable ${variable} is not known and is ignored; ${hint}`);
  }
}
