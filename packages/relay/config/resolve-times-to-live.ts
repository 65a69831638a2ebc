import { capabilities, GatehouseError, nearestNames, otherInterfaces } from '@gatehouse/protocol';
import { parseDuration } from './parse-duration.ts';
import type { RelaySection } from './relay-section-schema.ts';

const interfaceNames = [...capabilities.map(row => row.interface), ...Object.keys(otherInterfaces)];
const names: ReadonlySet<string> = new Set(['default', ...interfaceNames]);

/**
 * How long edge events of an interface are worth sending, in milliseconds, by its name or `default`.
 *
 * @throws GatehouseError `config-unknown-key` for an interface that nobody documents; `config-invalid` for what is no duration
 */
export function resolveTimesToLive(ttl: RelaySection['ttl'] = {}): Record<string, number> {
  const times: Record<string, number> = {};
  for (const [name, value] of Object.entries(ttl)) {
    const pointer = `/ttl/${name}`;
    if (!names.has(name)) throw unknownName(name, pointer);
    const milliseconds = parseDuration(value);
    if (milliseconds === undefined) {
      const message = `relay.ttl.${name} is ${JSON.stringify(value)}; allowed are milliseconds from 1 on, or such as 30s, 5m, 1h`;
      throw new GatehouseError('config-invalid', message, { pointer });
    }
    times[name] = milliseconds;
  }
  return times;
}

function unknownName(name: string, pointer: string): GatehouseError {
  const [nearest] = nearestNames(name, interfaceNames);
  const hint = nearest === undefined ? '' : `, of which ${nearest} is most like it`;
  const message = `Unknown key relay.ttl.${name}; allowed are default and the names of documented interfaces${hint}`;
  return new GatehouseError('config-unknown-key', message, { pointer });
}
