import type { JsonObject } from '../json/json-object.ts';
import { isSoundProperty } from './sound-property.ts';

/** More properties than these are left to the full judgement: each is compared with each. */
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
  for (let index = 0; index < count; index += 1) {
    const property = itemAt(first, second, index);
    if (!isObject(property) || !isSoundProperty(property)) {
      return false;
    }
    for (let other = 0; other < index; other += 1) {
      if (isSameProperty(property, itemAt(first, second, other))) {
        return false;
      }
    }
  }
  return true;
}

function itemAt(first: readonly unknown[], second: readonly unknown[], index: number): unknown {
  return index < first.length ? first[index] : second[index - first.length];
}

function isSameProperty(property: JsonObject, other: unknown): boolean {
  return (
    isObject(other) &&
    other.name === property.name &&
    other.namespace === property.namespace &&
    other.instance === property.instance
  );
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null;
}
