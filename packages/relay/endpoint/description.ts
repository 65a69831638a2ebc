import { isJsonObject, type JsonObject, memberOf } from '@gatehouse/protocol';
import type { PropertyKey } from '../shadow/property-value.ts';
import type { StoredEndpoint } from './endpoint-store.ts';

/** The discovery endpoint object of a stored endpoint. */
export function parseDescription(endpoint: StoredEndpoint): JsonObject {
  const description: unknown = JSON.parse(endpoint.description);
  return isJsonObject(description) ? description : {};
}

/** The properties that a discovery endpoint object declares as retrievable, with the instance of their capability. */
export function retrievableProperties(description: JsonObject): PropertyKey[] {
  return declaredProperties(description, properties => isTrue(memberOf(properties, 'retrievable')));
}

/**
 * The properties that a discovery endpoint object declares as supported, with the instance of their capability.
 *
 * @param isWanted judges the member `properties` of a capability; default: every one
 */
export function declaredProperties(
  description: JsonObject,
  isWanted: (properties: unknown) => boolean = () => true,
): PropertyKey[] {
  const capabilities = description.capabilities;
  if (!Array.isArray(capabilities)) return [];
  return capabilities.flatMap((capability: unknown) => {
    const properties = memberOf(capability, 'properties');
    const supported = memberOf(properties, 'supported');
    const namespace = memberOf(capability, 'interface');
    if (!isWanted(properties) || !Array.isArray(supported)) return [];
    if (typeof namespace !== 'string') return [];
    const instance = memberOf(capability, 'instance');
    return supported.flatMap((property: unknown) => {
      const name = memberOf(property, 'name');
      if (typeof name !== 'string') return [];
      return [typeof instance === 'string' ? { namespace, name, instance } : { namespace, name }];
    });
  });
}

/** Older senders write flags as text (fact sheet 3.5). */
function isTrue(flag: unknown): boolean {
  return flag === true || (typeof flag === 'string' && flag.toLowerCase() === 'true');
}
