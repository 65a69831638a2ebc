import fc from 'fast-check';
import { capabilities, encodeTimestamp, type FormSchema, type StateProperty } from '../index.ts';

/** Times of the four-digit years that the documents allow, in milliseconds since the epoch. */
export const times: fc.Arbitrary<number> = fc.integer({ min: Date.UTC(1000, 0, 1), max: Date.UTC(9999, 11, 31) });

/** Ids of messages. */
export const messageIds: fc.Arbitrary<string> = fc.stringMatching(/^[a-zA-Z0-9-]{1,127}$/);

/** Ids of endpoints. */
export const endpointIds: fc.Arbitrary<string> = fc.stringMatching(/^[a-zA-Z0-9 _\-=#;:?@&]{1,40}$/);

/** Correlation tokens: any text that is not empty. */
export const correlationTokens: fc.Arbitrary<string> = fc.string({ minLength: 1 });

/** Values of the form that a schema describes, its bounds among them. */
export function valuesOf(schema: FormSchema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) {
    const { anyOf, ...rest } = schema;
    return fc.oneof(...anyOf.map(part => valuesOf(both(rest, part))));
  }
  switch (schema.type) {
    case 'object':
      return objectsOf(schema);
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: schema.maxItems ?? 3,
      });
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -1000, max: schema.maximum ?? 100_000 });
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true });
    case 'string':
      return textsOf(schema);
    default:
      return fc.constantFrom<unknown>('text', 0, true, { value: 1 });
  }
}

function objectsOf({ properties = {}, required = [], minProperties = 0 }: FormSchema): fc.Arbitrary<unknown> {
  const optional = Object.keys(properties).filter(name => !required.includes(name));
  const fewest = Math.max(0, minProperties - required.length);
  return fc
    .subarray(optional, { minLength: Math.min(fewest, optional.length) })
    .chain(chosen =>
      fc.record(Object.fromEntries([...required, ...chosen].map(name => [name, valuesOf(properties[name] ?? {})]))),
    );
}

function textsOf({ pattern, rule, minLength, maxLength }: FormSchema): fc.Arbitrary<unknown> {
  if (rule === 'timestamp') return times.map(encodeTimestamp);
  if (pattern !== undefined) return matching(new RegExp(pattern));
  return fc.string({ minLength: minLength ?? 0, maxLength: Math.min(maxLength ?? 20, (minLength ?? 0) + 20) });
}

function both(a: FormSchema, b: FormSchema): FormSchema {
  const required = [...new Set([...(a.required ?? []), ...(b.required ?? [])])];
  return { ...a, ...b, required, properties: { ...a.properties, ...b.properties } };
}

/** fast-check does not know what to make of a lookahead; the patterns that have one are those of durations. */
function matching(pattern: RegExp): fc.Arbitrary<unknown> {
  return pattern.source.includes('(?=') || pattern.source.includes('(?!')
    ? fc.constantFrom('PT3M15S', 'PT0S', 'P1DT2H', 'PT1.5S')
    : fc.stringMatching(pattern);
}

const reportable = capabilities.flatMap(capability =>
  Object.entries(capability.properties).map(([name, { schema }]) => ({ capability, name, schema })),
);

/** State properties of every interface, with values of their form. */
export const stateProperties: fc.Arbitrary<StateProperty> = fc
  .constantFrom(...reportable)
  .chain(({ capability, name, schema }) =>
    fc.record({
      namespace: fc.constant(capability.interface),
      name: fc.constant(name),
      ...(capability.instance === 'none' ? {} : { instance: fc.constantFrom('one', 'two') }),
      value: valuesOf(schema),
      timeOfSample: times.map(encodeTimestamp),
      uncertaintyInMilliseconds: fc.nat(60_000),
    }),
  );
