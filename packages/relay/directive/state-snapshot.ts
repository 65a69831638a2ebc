import { isJsonObject, type JsonObject, memberOf, type StateProperty } from '@gatehouse/protocol';
import { encodeStateProperty } from '../delivery/state-property.ts';
import { retrievableProperties } from '../endpoint/description.ts';
import { CONNECTIVITY } from '../shadow/connectivity.ts';
import { encodePropertyKey } from '../shadow/property-key.ts';
import type { Shadow } from '../shadow/shadow-store.ts';

/**
 * Everything that is known of an endpoint's state, as the device last said, each with the time of its own sample: what
 * it declares as retrievable, and whether it can be reached, however that is declared (fact sheet 2, Response and
 * StateReport; 2.1, timeOfSample). What nobody has reported is left out. An endpoint without a description has all
 * that its shadow knows.
 */
export function snapshotState(shadow: Shadow, description: JsonObject | undefined): StateProperty[] {
  if (description === undefined) return shadow.properties.map(one => encodeStateProperty(one, one.current));
  const known = new Map(shadow.properties.map(property => [encodePropertyKey(property), property]));
  const keys = new Map(
    [...retrievableProperties(description), ...(hasHealth(description) ? [CONNECTIVITY] : [])].map(key => [
      encodePropertyKey(key),
      key,
    ]),
  );
  return [...keys.keys()].flatMap(key => {
    const property = known.get(key);
    return property === undefined ? [] : [encodeStateProperty(property, property.current)];
  });
}

function hasHealth({ capabilities }: JsonObject): boolean {
  return (
    Array.isArray(capabilities) &&
    capabilities.some(one => isJsonObject(one) && memberOf(one, 'interface') === CONNECTIVITY.namespace)
  );
}
