import type { JsonObject } from '../json/json-object.ts';
import { soundPropertyOf } from './sound-property.ts';

/** More properties than these are left to the full judgement: each may have to be compared with each. */
const mostProperties = 16;

/** Whether no rule has anything to say about the state properties of two lists together; false says nothing. */
export function areSoundProperties(first: unknown, second: unknown): boolean {
  if (!Array.isArray(first) || !Array.isArray(second)) {
    return false;
  }
  const count = first.length + second.length;
  if (count > mostProperties) {
    return false;
  }
  // A bit for each property that was met; two may share one, so a bit that is set only makes us look.
  let met = 0;
  for (let index = 0; index < count; index += 1) {
    const property: unknown = index < first.length ? first[index] : second[index - first.length];
    const id = isObject(property) ? soundPropertyOf(property) : -1;
    const bit = 1 << (id & 31);
    if (id < 0 || ((met & bit) !== 0 && isRepeated([...first, ...second], index))) {
      return false;
    }
    met |= bit;
  }
  return true;
}

/** Whether a property of a list is stated by an earlier one as well. */
function isRepeated(properties: readonly unknown[], index: number): boolean {
  const property = properties[index];
  return properties.slice(0, index).some(other => isObject(property) && isObject(other) && isSame(property, other));
}

function isSame(property: JsonObject, other: JsonObject): boolean {
  return other.name === property.name && other.namespace === property.namespace && other.instance === property.instance;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null;
}
