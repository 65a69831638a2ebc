/**
 * A deep copy of a JSON value with the member at a JSON Pointer set to another value, or removed when the value is
 * undefined. Arrays keep their holes out.
 */
export function edit(value: unknown, pointer: string, member: unknown): unknown {
  const copy: unknown = structuredClone(value);
  const steps = pointer.slice(1).split('/');
  const last = steps.pop() ?? '';
  const owner = steps.reduce<unknown>((found, step) => Reflect.get(Object(found), step), copy);
  if (member !== undefined) {
    Reflect.set(Object(owner), last, member);
  } else if (Array.isArray(owner)) {
    owner.splice(Number(last), 1);
  } else {
    Reflect.deleteProperty(Object(owner), last);
  }
  return copy;
}
