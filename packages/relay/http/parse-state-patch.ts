import { causes, encodePointer, GatehouseError, isJsonObject, type JsonObject, memberOf } from '@gatehouse/protocol';
import { encodePropertyKey } from '../shadow/property-key.ts';

/** A state change as handed in, its form checked and nothing else. */
export interface StatePatch {
  readonly cause: string;
  readonly properties: readonly JsonObject[];
}

const MAX_PROPERTIES = 1_000;

const MEMBERS: ReadonlySet<string> = new Set(['cause', 'properties']);

/**
 * Reads the body of `PATCH …/state`. The cause is one of the five documented ones, as text or as `{type}`; each
 * property is named at most once. Other members are refused, because one that is misspelt would be lost without a word.
 *
 * @throws GatehouseError `invalid-request` with the pointer of the member at fault
 */
export function parseStatePatch(body: unknown): StatePatch {
  if (!isJsonObject(body)) throw refuse('', 'The body is not an object; needed are cause and properties');
  const stranger = Object.keys(body).find(member => !MEMBERS.has(member));
  if (stranger !== undefined) {
    const message = `The body has a member ${JSON.stringify(stranger)}; allowed are ${[...MEMBERS].join(' and ')}`;
    throw refuse(encodePointer([stranger]), message);
  }
  const cause = memberOf(body.cause, 'type') ?? body.cause;
  const known = causes.find(one => one === cause);
  if (known === undefined) {
    const found = cause === undefined ? 'The cause is missing' : `The cause is ${JSON.stringify(cause)}`;
    throw refuse('/cause', `${found}; allowed are ${causes.join(', ')}`);
  }
  return { cause: known, properties: parseProperties(body.properties) };
}

function parseProperties(properties: unknown): JsonObject[] {
  if (!Array.isArray(properties) || properties.length === 0 || properties.length > MAX_PROPERTIES) {
    throw refuse('/properties', `properties is not a list of 1 to ${MAX_PROPERTIES} state properties`);
  }
  const keys = new Set<string>();
  return properties.map((property: unknown, index) => {
    const { namespace, name, instance } = isJsonObject(property) ? property : {};
    if (!isJsonObject(property) || typeof namespace !== 'string' || typeof name !== 'string') {
      throw refuse(
        `/properties/${index}`,
        `Property ${index} is no state property; needed are namespace, name and value`,
      );
    }
    const key = encodePropertyKey({ namespace, name, ...(typeof instance === 'string' ? { instance } : {}) });
    if (keys.has(key)) {
      throw refuse(`/properties/${index}`, `${namespace}.${name} is there twice; allowed is each property once`);
    }
    keys.add(key);
    return property;
  });
}

function refuse(pointer: string, message: string): GatehouseError {
  return new GatehouseError('invalid-request', message, { pointer });
}
