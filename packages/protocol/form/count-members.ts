const hasOwn = Object.prototype.hasOwnProperty;

/** How many members an object of JSON has, without a list of their names; -1 for an array, and when members show that are not its own. */
export function countMembers(value: object): number {
  if (Array.isArray(value)) {
    return -1;
  }
  let count = 0;
  for (const name in value) {
    // Asked this way V8 sees that the loop has already answered it; `Object.hasOwn` looks the name up again.
    if (!hasOwn.call(value, name)) {
      return -1;
    }
    count += 1;
  }
  return count;
}
