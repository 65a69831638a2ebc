import {
  acceptGrantSchema,
  contextSchema,
  directiveSchema,
  discoveryCapabilitySchema,
  discoveryEndpointSchema,
  type FormSchema,
  headerSchema,
  payloadVersionsOf,
  scopeSchema,
  statePropertySchema,
} from '@gatehouse/protocol';
import { directiveKinds, eventKinds } from '../../packages/protocol/message/kind.ts';
import { eventFormOf } from '../../packages/protocol/validate/event-form.ts';
import { messageNotes } from '../pages/message-notes.ts';
import { labelSchema, type PublishedSchema, publishSchema } from './publish-schema.ts';

/** Messages that carry whole endpoints; their own form leaves each endpoint to the form of discovery. */
const WITH_ENDPOINTS: ReadonlySet<string> = new Set(['AddOrUpdateReport', 'Discover.Response']);

/** What messages are made of, and any event and any directive. */
const parts: Readonly<Record<string, FormSchema>> = {
  context: contextSchema,
  directive: directiveSchema,
  'discovery-capability': discoveryCapabilitySchema,
  'discovery-endpoint': discoveryEndpointSchema,
  event: eventFormOf('Event', '').schema,
  header: headerSchema,
  scope: scopeSchema,
  'state-property': statePropertySchema,
};

/** The schemas of every documented message and of what messages are made of, by file name without its ending. */
export function createMessageSchemas(): ReadonlyMap<string, PublishedSchema> {
  return new Map([
    ...Object.entries(parts).map(([name, schema]) => publishPart(name, schema)),
    ...Object.entries(eventKinds).map(([name, kind]) => publishEvent(name, kind)),
    ...Object.keys(directiveKinds).map(publishDirective),
  ]);
}

type Entry = [file: string, schema: PublishedSchema];

function publishPart(name: string, schema: FormSchema): Entry {
  return [`message.${name}`, labelSchema({ id: `urn:gatehouse:message:${name}`, title: name }, publishSchema(schema))];
}

function publishEvent(fullName: string, kind: string): Entry {
  const form = requireEndpoint(eventFormOf(kind, fullName).schema);
  const whole = WITH_ENDPOINTS.has(kind) ? replaceAt(form, ENDPOINTS, discoveryEndpointSchema) : form;
  // Every interface answers with an ErrorResponse of its own namespace.
  const named = kind === 'ErrorResponse' ? whole : nameHeader(whole, { part: 'event', fullName });
  return publishNamed('event', fullName, named);
}

/** An event that may have an endpoint has to; its form leaves that to a rule that knows how the event is sent. */
function requireEndpoint(schema: FormSchema): FormSchema {
  const event = schema.properties?.event;
  if (event?.properties?.endpoint === undefined) return schema;
  const required = [...new Set([...(event.required ?? []), 'endpoint'])];
  return replaceAt(schema, ['event'], { ...event, required });
}

function publishDirective(fullName: string): Entry {
  const form = fullName.endsWith('/AcceptGrant') ? acceptGrantSchema : directiveSchema;
  return publishNamed('directive', fullName, nameHeader(form, { part: 'directive', fullName }));
}

function publishNamed(part: string, fullName: string, schema: FormSchema): Entry {
  const [namespace, name] = fullName.split('/');
  const id = `urn:gatehouse:${part}:${namespace}:${name}`;
  const { says } = messageNotes[fullName] ?? { says: fullName };
  return [
    `${part}.${namespace}.${name}`,
    labelSchema({ id, title: `${namespace} ${name}`, description: says }, publishSchema(schema)),
  ];
}

const ENDPOINTS = ['event', 'payload', 'endpoints'];

/** A form whose header has the message's own names and the payload versions of its namespace. */
function nameHeader(schema: FormSchema, { part, fullName }: { part: string; fullName: string }): FormSchema {
  const [namespace = '', name = ''] = fullName.split('/');
  const versions = payloadVersionsOf(namespace);
  const members: readonly (readonly [string, FormSchema])[] = [
    ['namespace', { const: namespace }],
    ['name', { const: name }],
    ...(versions === undefined ? [] : [['payloadVersion', { enum: versions }] as const]),
  ];
  return members.reduce(
    (form, [member, replacement]) => replaceAt(form, [part, 'header', member], replacement),
    schema,
  );
}

/** A copy of a form in which the member at the path, or the items of the list there, have another form. */
function replaceAt(schema: FormSchema, path: readonly string[], replacement: FormSchema): FormSchema {
  const [name, ...rest] = path;
  if (name === undefined) return schema.type === 'array' ? { ...schema, items: replacement } : replacement;
  const member = schema.properties?.[name];
  if (member === undefined) return schema;
  return { ...schema, properties: { ...schema.properties, [name]: replaceAt(member, rest, replacement) } };
}
