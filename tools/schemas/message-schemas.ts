import {
  acceptGrantSchema,
  contextSchema,
  directiveSchema,
  discoveryCapabilitySchema,
  discoveryEndpointSchema,
  type FormSchema,
  headerSchema,
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
  const form = eventFormOf(kind, fullName).schema;
  const whole = WITH_ENDPOINTS.has(kind) ? replaceAt(form, ENDPOINTS, discoveryEndpointSchema) : form;
  // Every interface answers with an ErrorResponse of its own namespace.
  const named = kind === 'ErrorResponse' ? whole : nameHeader(whole, { part: 'event', fullName });
  return publishNamed('event', fullName, named);
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

function nameHeader(schema: FormSchema, { part, fullName }: { part: string; fullName: string }): FormSchema {
  const [namespace = '', name = ''] = fullName.split('/');
  const withNamespace = replaceAt(schema, [part, 'header', 'namespace'], { const: namespace });
  return replaceAt(withNamespace, [part, 'header', 'name'], { const: name });
}

/** A copy of a form in which the member at the path, or the items of the list there, have another form. */
function replaceAt(schema: FormSchema, path: readonly string[], replacement: FormSchema): FormSchema {
  const [name, ...rest] = path;
  if (name === undefined) return schema.type === 'array' ? { ...schema, items: replacement } : replacement;
  const member = schema.properties?.[name];
  if (member === undefined) return schema;
  return { ...schema, properties: { ...schema.properties, [name]: replaceAt(member, rest, replacement) } };
}
