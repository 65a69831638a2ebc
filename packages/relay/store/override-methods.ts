/**
 * The same object with some of its methods replaced; the others work on the object itself, its private members included.
 * Nothing of the object changes. The methods are those that it has now, each a plain function of the new object: a proxy
 * would look each one up at every call. Other members are read from the object whenever they are asked for.
 */
export function overrideMethods<Target extends object>(target: Target, methods: Partial<Target>): Target {
  const copy: Target = Object.create(null);
  for (const name of namesOf(target)) {
    const replaced: unknown = Reflect.get(methods, name);
    const member: unknown = Reflect.get(target, name, target);
    const value = replaced ?? (typeof member === 'function' ? member.bind(target) : undefined);
    const get = (): unknown => Reflect.get(target, name, target);
    Object.defineProperty(copy, name, value === undefined ? { get, enumerable: true } : { value, enumerable: true });
  }
  for (const [name, value] of Object.entries(methods)) {
    if (!(name in copy)) Object.defineProperty(copy, name, { value, enumerable: true });
  }
  return copy;
}

/** What an object and its classes call their members, but for what every object has. */
function namesOf(target: object): ReadonlySet<string | symbol> {
  const names = new Set<string | symbol>();
  for (let one: object | null = target; one !== null && one !== Object.prototype; one = Object.getPrototypeOf(one)) {
    for (const name of Reflect.ownKeys(one)) if (name !== 'constructor') names.add(name);
  }
  return names;
}
