import type { SeededRandom } from './seeded-random.ts';

type Container = Record<string, unknown> | unknown[];

/** What a member is replaced by: other types, edges of numbers, texts that trip parsers, and nested or long things. */
const oddities: readonly [unknown, ...unknown[]] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  0.5,
  101,
  1e308,
  Number.MAX_SAFE_INTEGER + 2,
  '',
  ' ',
  '0',
  'true',
  'constructor',
  '\u0000',
  '\ud800',
  'ü'.repeat(300),
  '2026-02-30T24:00:60Z',
  '2026-01-02T03:04:05.123456+00:00',
  [],
  {},
  [[]],
  [null],
  { value: null },
  { '@type': 'Count' },
  JSON.parse('{"__proto__":{"event":1},"toString":1}'),
  nested(30),
  nested(70),
];

/** Names that a member is given: those of other members, and those that every object has. */
const names: readonly [string, ...string[]] = [
  'a',
  '',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'length',
  'event',
  'directive',
  'header',
  'payload',
  'endpoint',
  'scope',
  'context',
  'properties',
  'value',
  'instance',
  'timestamp',
];

/** Changes a JSON value in place at a place that chance chooses: replaces, removes, renames, adds, doubles or moves a member. */
export function mutate(random: SeededRandom, value: unknown): unknown {
  const containers = containersOf(value);
  const container = containers[random.below(containers.length)];
  if (container === undefined) {
    return random.pick(oddities);
  }
  if (Array.isArray(container)) {
    mutateItems(random, container);
  } else {
    mutateMembers(random, container);
  }
  return value;
}

function mutateItems(random: SeededRandom, items: unknown[]): void {
  const at = random.below(items.length + 1);
  switch (random.below(5)) {
    case 0:
      items.splice(at, 1);
      break;
    case 1:
      items.splice(at, 1, structuredClone(random.pick(oddities)));
      break;
    case 2:
      items.push(structuredClone(items[at] ?? random.pick(oddities)));
      break;
    case 3:
      // Many of the same: what compares each with each would take the square of them.
      items.push(...Array.from({ length: 40 }, () => structuredClone(items[at] ?? null)));
      break;
    default:
      items.reverse();
  }
}

function mutateMembers(random: SeededRandom, members: Record<string, unknown>): void {
  const keys = Object.keys(members);
  const key = keys[random.below(keys.length)] ?? 'a';
  const other = keys[random.below(keys.length)] ?? 'a';
  switch (random.below(6)) {
    case 0:
      Reflect.deleteProperty(members, key);
      break;
    case 1:
    case 2:
      define(members, key, structuredClone(random.pick(oddities)));
      break;
    case 3:
      define(members, random.pick(names), structuredClone(members[key] ?? null));
      break;
    case 4:
      define(members, key, structuredClone(members[other] ?? null));
      break;
    default:
      define(members, `${key}${random.pick(names)}`, members[key] ?? null);
      Reflect.deleteProperty(members, key);
  }
}

/** Sets an own member whatever its name: `__proto__` is one like any other in JSON. */
function define(members: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(members, name, { value, enumerable: true, configurable: true, writable: true });
}

/** Every object and array of a JSON value, itself included. */
function containersOf(value: unknown): Container[] {
  const found: Container[] = [];
  const open: unknown[] = [value];
  for (let next = open.pop(); open.length > 0 || next !== undefined; next = open.pop()) {
    if (isContainer(next)) {
      found.push(next);
      open.push(...Object.values(next).filter(isContainer));
    }
  }
  return found;
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

function nested(levels: number): unknown {
  return levels === 0 ? 1 : [nested(levels - 1)];
}
