/** Marks a member to be removed. JSON has no such value. */
export const absent: unique symbol = Symbol('absent');

/** A copy of a JSON value in which the member at a JSON Pointer has another value, or is gone when it is `absent`. */
export function edit(value: unknown, pointer: string, member: unknown): unknown {
  const [step, ...rest] = pointer.split('/').slice(1);
  if (step === undefined) {
    return member;
  }
  const within = rest.length === 0 ? '' : `/${rest.join('/')}`;
  const old: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
  const changed = within === '' ? member : edit(old ?? {}, within, member);
  if (Array.isArray(value)) {
    const items: unknown[] = [...value];
    items.splice(Number(step), 1, ...(changed === absent ? [] : [changed]));
    return items;
  }
  const members = Object.entries(typeof value === 'object' && value !== null ? value : {});
  const kept = members.map(([name, each]): [string, unknown] => [name, name === step ? changed : each]);
  const added: [string, unknown][] = members.some(([name]) => name === step) ? kept : [...kept, [step, changed]];
  return Object.fromEntries(added.filter(([, each]) => each !== absent));
}
