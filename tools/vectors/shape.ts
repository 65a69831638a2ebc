/** What a document says about a value: the smallest language that its tables need. */
export type Shape =
  | { readonly type: 'integer'; readonly from: number; readonly to: number }
  | { readonly type: 'number'; readonly from?: number; readonly to?: number }
  | { readonly type: 'words'; readonly members: readonly string[] }
  | { readonly type: 'text'; readonly empty: boolean }
  | { readonly type: 'boolean' }
  | { readonly type: 'samples'; readonly taken: readonly unknown[]; readonly refused: readonly Refusal[] }
  | { readonly type: 'list'; readonly items: Shape }
  | {
      readonly type: 'object';
      readonly members: Readonly<Record<string, Shape>>;
      readonly required: readonly string[];
    };

/** A value that is refused, the pointer to what is wrong in it, and whether it is merely out of range. */
export type Refusal = readonly [value: unknown, pointer: string, fault: 'range' | 'value'];

/** Values at the bounds of a shape: what is just inside, each member of an enumeration, each member of an object. */
export function takenOf(shape: Shape): readonly unknown[] {
  switch (shape.type) {
    case 'integer':
      return [shape.from, shape.from + 1, shape.to - 1, shape.to];
    case 'number':
      return [shape.from ?? -1e6, 0.5, shape.to ?? 1e6];
    case 'words':
      return shape.members;
    case 'text':
      return shape.empty ? ['', 'x'] : ['x', 'Some text'];
    case 'boolean':
      return [true, false];
    case 'samples':
      return shape.taken;
    case 'list':
      return [[], ...takenOf(shape.items).map(item => [item])];
    case 'object':
      return takenObjects(shape);
  }
}

/** Values just outside the bounds of a shape, no member of an enumeration, and values of other types. */
export function refusedOf(shape: Shape): readonly Refusal[] {
  switch (shape.type) {
    case 'integer':
      return [
        [shape.from - 1, '', 'range'],
        [shape.to + 1, '', 'range'],
        [shape.from + 0.5, '', 'value'],
        ...otherTypes([String(shape.from), null, true, {}]),
      ];
    case 'number':
      return [
        ...(shape.from === undefined ? [] : ([[shape.from - 0.1, '', 'range']] as const)),
        ...(shape.to === undefined ? [] : ([[shape.to + 0.1, '', 'range']] as const)),
        ...otherTypes(['0', null, true, []]),
      ];
    case 'words':
      return otherTypes([...nonMembers(shape.members), 1, null, {}]);
    case 'text':
      return otherTypes([...(shape.empty ? [] : ['']), 1, null, {}]);
    case 'boolean':
      return otherTypes(['true', 1, 0, null]);
    case 'samples':
      return shape.refused;
    case 'list':
      return [
        ...otherTypes(['x', {}, null]),
        ...refusedOf(shape.items).map(([item, pointer, fault]): Refusal => [[item], `/0${pointer}`, fault]),
      ];
    case 'object':
      return refusedObjects(shape);
  }
}

type ObjectShape = Extract<Shape, { readonly type: 'object' }>;

function takenObjects(shape: ObjectShape): readonly unknown[] {
  const base = baseOf(shape);
  const variants = Object.entries(shape.members).flatMap(([name, member]) =>
    takenOf(member).map(value => ({ ...base, [name]: value })),
  );
  return [...new Map([base, ...variants].map(value => [JSON.stringify(value), value])).values()];
}

function refusedObjects(shape: ObjectShape): readonly Refusal[] {
  const base = baseOf(shape);
  const missing = shape.required.map(
    (name): Refusal => [
      Object.fromEntries(Object.entries(base).filter(([each]) => each !== name)),
      `/${name}`,
      'value',
    ],
  );
  const wrong = Object.entries(shape.members).flatMap(([name, member]) =>
    refusedOf(member).map(
      ([value, pointer, fault]): Refusal => [{ ...base, [name]: value }, `/${name}${pointer}`, fault],
    ),
  );
  return [...otherTypes(['x', 1, null, []]), ...missing, ...wrong];
}

/** The smallest value of an object: its required members, each as its shape takes it first. */
function baseOf(shape: ObjectShape): Record<string, unknown> {
  return Object.fromEntries(
    shape.required.map(name => {
      const member = shape.members[name];
      return [name, member === undefined ? undefined : takenOf(member)[0]];
    }),
  );
}

function nonMembers(members: readonly string[]): readonly string[] {
  const [first = ''] = members;
  return [first.toLowerCase(), `${first} `, 'NO_SUCH_MEMBER', ''].filter(word => !members.includes(word));
}

function otherTypes(values: readonly unknown[]): readonly Refusal[] {
  return values.map((value): Refusal => [value, '', 'value']);
}
