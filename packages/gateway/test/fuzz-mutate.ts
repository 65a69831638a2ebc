import type { Random } from '@gatehouse/client/platform';

/** A whole number from 0 to below `count`. */
export function below(random: Random, count: number): number {
  return Math.floor(random.next() * count);
}

/** One of several; they must not be none. */
export function pick<T>(random: Random, from: readonly [T, ...T[]]): T {
  return from[below(random, from.length)] ?? from[0];
}

/** Values that programs trip over, and names that mean something here. */
const STRANGE: readonly [unknown, ...unknown[]] = [
  null,
  '',
  ' ',
  0,
  -1,
  -0,
  1e308,
  2 ** 53 + 1,
  0.1,
  true,
  [],
  {},
  [[]],
  [null],
  { constructor: { prototype: { polluted: 1 } } },
  '__proto__',
  'constructor',
  'toString',
  '\u0000',
  '\ud800',
  '𝒳'.repeat(50),
  'x'.repeat(5_000),
  '../../etc/passwd',
  '%00%ff',
  'Atza|IwEBIJx',
  '9999-12-31T23:59:59.999Z',
  '2026-02-30T00:00:00Z',
  'Alexa.Discovery',
  'AddOrUpdateReport',
  'DeleteReport',
  'Response',
  'DoorbellPress',
  'NA',
];

/** The values of these lead out of the gateway, keep a connection waiting or end every token, so they stay. */
const FIXED: ReadonlySet<string> = new Set(['directiveUrl', 'timeoutMs', 'delayMs', 'dribble', 'now']);

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** Changes one place of a JSON value: another value, none, a list around it, a copy under a name with a meaning. */
export function mutateValue(random: Random, value: unknown): unknown {
  const root = { root: value };
  const places = placesOf(root);
  const place = places[below(random, places.length)];
  if (place === undefined) return value;
  const { holder, key } = place;
  const old = holder[key];
  const change = below(random, 6);
  if (change === 0 && key !== 'root') delete holder[key];
  else if (change === 1) define(holder, key, [old]);
  else if (change === 2 && typeof old === 'string') define(holder, key, mutateText(random, old));
  else if (change === 3) define(holder, pick(random, ['__proto__', 'constructor', 'extra', 'toJSON']), old);
  else define(holder, key, structuredClone(pick(random, STRANGE)));
  return root.root;
}

/** Cuts a few characters out of a text and puts others in their place. */
export function mutateText(random: Random, text: string): string {
  const at = below(random, text.length + 1);
  const insert = pick(random, [
    '',
    '',
    '"',
    '\\',
    '{',
    '}',
    ',',
    '\u0000',
    '%',
    '&',
    '=',
    'é',
    '\n',
    '9999999999',
    'null',
  ]);
  return text.slice(0, at) + insert + text.slice(at + below(random, 6));
}

function placesOf(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap(key => (FIXED.has(key) ? [] : [{ holder, key }, ...placesOf(holder[key])]));
}

/** Plain assignment would set the prototype. */
function define(holder: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}
