/**
 * The same object with some of its methods replaced; the others work on the object itself, its private members included.
 * Nothing of the object changes.
 */
export function overrideMethods<Target extends object>(target: Target, methods: Partial<Target>): Target {
  const known = new Map<string | symbol, unknown>(Object.entries(methods));
  return new Proxy(target, {
    get: (_target, name) => {
      const replaced = known.get(name);
      if (replaced !== undefined) return replaced;
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      const bound: unknown = member.bind(target);
      known.set(name, bound);
      return bound;
    },
  });
}
