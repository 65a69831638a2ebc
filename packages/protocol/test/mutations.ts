import fc from 'fast-check';

/** What a careless sender puts in a member's place. */
const oddities: readonly unknown[] = [
  null,
  '',
  ' ',
  0,
  -1,
  1.5,
  101,
  true,
  [],
  {},
  ['a'],
  { a: 1 },
  'ü'.repeat(300),
  [[[]]],
];

/** Copies of a JSON value with one to three of its members removed, renamed, doubled or replaced. */
export function mutationsOf(sample: unknown): fc.Arbitrary<unknown> {
  const step = fc.record({
    at: fc.nat(1000),
    odd: fc.oneof(fc.constantFrom(...oddities), fc.jsonValue({ maxDepth: 2 })),
    how: fc.constantFrom('remove', 'replace', 'add'),
  });
  return fc.array(step, { minLength: 1, maxLength: 3 }).map(steps => {
    let value: unknown = structuredClone(sample);
    for (const { at, odd, how } of steps) {
      const places = placesOf(value, []);
      const place = places[at % places.length];
      value = place === undefined || place.length === 0 ? odd : change(value, place, { odd, how });
    }
    return value;
  });
}

type Place = readonly (string | number)[];

function placesOf(value: unknown, path: Place): Place[] {
  if (typeof value !== 'object' || value === null) {
    return [path];
  }
  return [path, ...Object.entries(value).flatMap(([name, member]) => placesOf(member, [...path, name]))];
}

function change(value: unknown, path: Place, edit: { readonly odd: unknown; readonly how: string }): unknown {
  const [name, ...rest] = path;
  if (typeof value !== 'object' || value === null || name === undefined) {
    return edit.odd;
  }
  const members = Object.entries(value).flatMap(([key, member]): [string, unknown][] => {
    if (key !== name) {
      return [[key, member]];
    }
    if (rest.length > 0) {
      return [[key, change(member, rest, edit)]];
    }
    return edit.how === 'remove' ? [] : [[key, edit.how === 'add' ? member : edit.odd]];
  });
  if (Array.isArray(value)) {
    return [...members.map(([, member]) => member), ...(edit.how === 'add' && rest.length === 0 ? [edit.odd] : [])];
  }
  return Object.fromEntries(edit.how === 'add' && rest.length === 0 ? [...members, ['unheardOf', edit.odd]] : members);
}
