/** A JSON value that counts how often its members are looked at. */
export interface Counted {
  readonly value: unknown;
  /** How many reads there were of members, of their presence and of their names. */
  reads(): number;
}

/** Wraps a JSON value so that the work of a validator can be counted instead of timed. */
export function countReads(value: unknown): Counted {
  let reads = 0;
  const known = new WeakMap<object, object>();
  function wrap(inner: unknown): unknown {
    if (typeof inner !== 'object' || inner === null) {
      return inner;
    }
    const wrapped =
      known.get(inner) ??
      new Proxy(inner, {
        get(target, name, receiver): unknown {
          reads += 1;
          return wrap(Reflect.get(target, name, receiver));
        },
        has(target, name): boolean {
          reads += 1;
          return Reflect.has(target, name);
        },
        ownKeys(target): (string | symbol)[] {
          const keys = Reflect.ownKeys(target);
          reads += keys.length;
          return keys;
        },
        getOwnPropertyDescriptor(target, name): PropertyDescriptor | undefined {
          reads += 1;
          return Reflect.getOwnPropertyDescriptor(target, name);
        },
      });
    known.set(inner, wrapped);
    return wrapped;
  }
  return { value: wrap(value), reads: () => reads };
}

/** How many values a JSON value is made of, itself included. */
export function sizeOf(value: unknown): number {
  let size = 0;
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    size += 1;
    if (typeof next === 'object' && next !== null) {
      open.push(...Object.values(next));
    }
  }
  return size;
}
