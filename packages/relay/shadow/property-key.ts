import type { PropertyKey } from './property-value.ts';

/** The key of a property as one text, for maps: two keys are the same property exactly when their texts are equal. */
export function encodePropertyKey(key: PropertyKey): string {
  return JSON.stringify([key.namespace, key.name, key.instance ?? null]);
}

/** The key alone of something that has more to it. */
export function keyOf(property: PropertyKey): PropertyKey {
  const { namespace, name, instance } = property;
  return instance === undefined ? { namespace, name } : { namespace, name, instance };
}
