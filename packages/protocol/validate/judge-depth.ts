/** The deepest nesting that is read: no document comes near it, and recursion stays safe below it. */
const deepest = 64;

/** Whether a value nests deeper than any message does; everything that walks a value relies on this having been asked. */
export function isTooDeep(value: unknown, levels: number = deepest): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  if (levels === 0) {
    return true;
  }
  if (Array.isArray(value)) {
    return value.some(item => isTooDeep(item, levels - 1));
  }
  for (const name in value) {
    if (isTooDeep(Reflect.get(value, name), levels - 1)) {
      return true;
    }
  }
  return false;
}
