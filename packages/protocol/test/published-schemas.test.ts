import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Compile } from 'typebox/schema';
import { createForm, type Form } from '../form/form.ts';
import {
  acceptGrantSchema,
  type Capability,
  capabilities,
  directiveSchema,
  discoveryEndpointSchema,
  type FormSchema,
  isJsonObject,
  memberOf,
  payloadVersionsOf,
  textAt,
  validateEvent,
  withScopeToken,
} from '../index.ts';
import { directiveKinds, eventKinds } from '../message/kind.ts';
import { eventFormOf } from '../validate/event-form.ts';
import { edit } from './edit.ts';
import { mutationsOf } from './mutations.ts';
import { sampleEvents } from './sample-events.ts';
import { valuesOf } from './value-arbitraries.ts';

const folder = join(import.meta.dirname, '..', 'schemas');
const files: ReadonlyMap<string, Record<string, unknown>> = new Map(
  readdirSync(folder).map(name => [name.replace(/\.json$/, ''), JSON.parse(readFileSync(join(folder, name), 'utf8'))]),
);
const runs = { numRuns: 12 };

/** What a schema file says of values, as any reader of JSON Schema would. */
function checkOf(schema: unknown): (value: unknown) => boolean {
  assert.ok(isJsonObject(schema));
  const compiled = Compile(schema);
  return value => compiled.Check(value);
}

/** Values of a form, and the same with one to three faults. */
function casesOf(schema: FormSchema): fc.Arbitrary<unknown> {
  const values = valuesOf(schema);
  return fc.oneof(
    values,
    values.chain(value => mutationsOf(value)),
  );
}

function assertAgree(
  published: (value: unknown) => boolean,
  expected: (value: unknown) => boolean,
  cases: Cases,
): void {
  fc.assert(
    fc.property(cases, value => {
      assert.equal(published(value), expected(value), JSON.stringify(value));
    }),
    runs,
  );
}

type Cases = fc.Arbitrary<unknown>;

/** The forms of a capability as its schema file names them. */
function formsOf(capability: Capability): [string, FormSchema][] {
  const named = (part: string, forms: Readonly<Record<string, FormSchema>> = {}): [string, FormSchema][] =>
    Object.entries(forms).map(([name, form]) => [`${part}.${name}`, form]);
  const properties = Object.entries(capability.properties).map(([name, { schema }]) => [name, schema]);
  const { configuration, configurations } = capability;
  return [
    ...named('property', Object.fromEntries(properties)),
    ...(configuration === undefined ? [] : [['configuration', configuration] satisfies [string, FormSchema]]),
    ...(configurations === undefined ? [] : [['configurations', configurations] satisfies [string, FormSchema]]),
    ...named('member', capability.members),
    ...named('directive', capability.directivePayloads),
    ...named('event', capability.eventPayloads),
  ];
}

describe('the published schemas', () => {
  it('have no keyword and no pattern that other readers would not understand', () => {
    for (const schema of files.values()) walk(schema);
  });

  it('are of the 2020-12 dialect, and each has an id of its own', () => {
    const ids = [...files.values()].flatMap(schema => [
      schema.$id,
      ...Object.values(schema.$defs ?? {}).map(definition => definition.$id),
    ]);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids)
      assert.match(String(id), /^urn:gatehouse:(?:message|event|directive|capability|notice|skill-event):\S+$/);
    for (const schema of files.values()) assert.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema');
  });

  for (const capability of capabilities) {
    const forms = formsOf(capability);
    if (forms.length === 0) continue;
    it(`of ${capability.interface} say of each value what its forms say`, () => {
      const { $defs } = files.get(`capability.${capability.interface}`) ?? {};
      assert.ok(isJsonObject($defs));
      assert.deepEqual(Object.keys($defs).sort(), forms.map(([name]) => name).sort());
      for (const [name, schema] of forms) {
        const form = createForm(schema);
        assertAgree(checkOf($defs[name]), value => form.check(value), casesOf(schema));
      }
    });
  }

  for (const [fullName, kind] of Object.entries(eventKinds)) {
    it(`of ${fullName} says of each event what its form says, and refuses every other event`, () => {
      const { schema } = eventFormOf(kind, fullName);
      const published = checkOf(files.get(`event.${fullName.replace('/', '.')}`));
      const samples = casesOf(schema).map(event => named(event, 'event', fullName));
      assertAgree(published, value => expectEvent(value, { kind, fullName }), samples);
      assertAgree(published, value => expectEvent(value, { kind, fullName }), casesOf(schema));
    });
  }

  for (const fullName of Object.keys(directiveKinds)) {
    it(`of the directive ${fullName} says of each directive what its form says`, () => {
      const schema: FormSchema = fullName.endsWith('/AcceptGrant') ? acceptGrantSchema : directiveSchema;
      const form = createForm(schema);
      const expected = (value: unknown): boolean => form.check(value) && isNamed(value, 'directive', fullName);
      const samples = casesOf(schema).map(directive => named(directive, 'directive', fullName));
      assertAgree(checkOf(files.get(`directive.${fullName.replace('/', '.')}`)), expected, samples);
    });
  }

  it('pass every sample, and refuse no mutation of one that the package lets through', () => {
    for (const [kind, sample] of Object.entries(sampleEvents)) {
      const event = withScopeToken(sample, 'gatehouse-secret-token');
      const file = files.get(`event.${(nameOf(event, 'event') ?? '').replace('/', '.')}`);
      const published = checkOf(file);
      assert.equal(published(event), true, kind);
      fc.assert(
        fc.property(mutationsOf(event), value => {
          const problems = validateEvent(value, { posted: false });
          const valid = problems.every(problem => problem.severity !== 'error');
          const same = nameOf(value, 'event') === nameOf(event, 'event');
          return !same || !valid || published(value);
        }),
        { numRuns: 50 },
      );
    }
  });
});

const KEYWORDS = new Set(
  [
    '$schema $id $defs $comment title description type const enum anyOf required properties additionalProperties',
    'minProperties maxProperties items minItems maxItems uniqueItems minLength maxLength pattern minimum maximum',
  ].flatMap(line => line.split(' ')),
);

/** Looks at a schema and at all the schemas inside of it. */
function walk(schema: unknown): void {
  assert.ok(isJsonObject(schema));
  for (const keyword of Object.keys(schema)) assert.ok(KEYWORDS.has(keyword), keyword);
  if (typeof schema.pattern === 'string') assert.ok(new RegExp(schema.pattern, 'u'));
  const { properties = {}, $defs = {}, anyOf = [], items, additionalProperties } = schema;
  for (const inner of Object.values({ ...Object(properties), ...Object($defs) })) walk(inner);
  assert.ok(Array.isArray(anyOf));
  for (const inner of anyOf) walk(inner);
  if (items !== undefined) walk(items);
  if (isJsonObject(additionalProperties)) walk(additionalProperties);
}

const endpointForm: Form = createForm(discoveryEndpointSchema);

function expectEvent(value: unknown, { kind, fullName }: { kind: string; fullName: string }): boolean {
  if (!eventFormOf(kind, fullName).check(value)) return false;
  if (kind !== 'ErrorResponse' && !isNamed(value, 'event', fullName)) return false;
  const event = memberOf(value, 'event');
  const needsEndpoint = eventFormOf(kind, fullName).schema.properties?.event?.properties?.endpoint !== undefined;
  if (needsEndpoint && memberOf(event, 'endpoint') === undefined) return false;
  const endpoints = memberOf(memberOf(event, 'payload'), 'endpoints');
  const whole = kind === 'AddOrUpdateReport' || kind === 'Discover.Response';
  return !whole || !Array.isArray(endpoints) || endpoints.every(endpoint => endpointForm.check(endpoint));
}

function nameOf(value: unknown, part: string): string | undefined {
  const namespace = textAt(value, [part, 'header', 'namespace']);
  const name = textAt(value, [part, 'header', 'name']);
  return namespace === undefined || name === undefined ? undefined : `${namespace}/${name}`;
}

/** Whether a message has this name and one of the versions that belong to it. */
function isNamed(message: unknown, part: string, fullName: string): boolean {
  const versions = payloadVersionsOf(fullName.split('/')[0] ?? '');
  const version = textAt(message, [part, 'header', 'payloadVersion']);
  return nameOf(message, part) === fullName && (versions === undefined || versions.includes(version ?? ''));
}

/** The message with this name in its header, where it has a header, and now and then with a version of its own. */
function named(message: unknown, part: string, fullName: string): unknown {
  if (!isJsonObject(memberOf(memberOf(message, part), 'header'))) return message;
  const [namespace = '', name] = fullName.split('/');
  const renamed = edit(edit(message, `/${part}/header/namespace`, namespace), `/${part}/header/name`, name);
  const said = textAt(message, [part, 'header', 'payloadVersion']) ?? '';
  const version = payloadVersionsOf(namespace)?.[0];
  return said.length % 2 === 0 ? renamed : edit(renamed, `/${part}/header/payloadVersion`, version);
}
