import {
  type Capability,
  type CapabilityProperty,
  capabilities,
  type FormSchema,
  payloadVersionsOf,
} from '@gatehouse/protocol';
import { eventKinds } from '../../packages/protocol/message/kind.ts';
import { describeForm, listMembers, type MemberLine } from './describe-form.ts';
import { encodeCode, encodeCodes, encodeTable } from './markdown.ts';

const HEAD = `# Capabilities

Generated from \`packages/protocol/capability\` by \`npx node tools/generate-reference.ts\`; change the capabilities, not this page.
\`npm run check -- --only reference\` compares the two.

Each interface with its reportable properties, directives, own events and configuration, as far as they are known; what nobody has described is
let through and said to be so. The same as JSON Schema is in \`packages/protocol/schemas\`. A property of class level converges to its last
value; of an edge every change counts. The registration of an endpoint at the relay can give a property the other class.

How well a statement is founded: D Amazon's documentation, S the official schema, A Amazon's own samples and libraries, P production code of
others, I public issues, inf inferred, ? unknown.
`;

const INSTANCES: Readonly<Record<Capability['instance'], string>> = {
  required: 'required',
  advised: 'asked for in discovery, not in state',
  none: 'none',
};

/** The text of docs/capabilities.md: a section for each interface, in the order of their names. */
export function encodeCapabilitiesPage(): string {
  const sorted = capabilities.toSorted((a, b) => (a.interface < b.interface ? -1 : 1));
  return [HEAD, ...sorted.map(encodeCapability)].join('\n');
}

function encodeCapability(capability: Capability): string {
  const parts = [
    `## ${capability.interface}`,
    factsOf(capability)
      .map(([title, text]) => `- ${title}: ${text}`)
      .join('\n'),
    encodeProperties(capability),
    encodePayloads('Directive', capability.directives, name =>
      encodePayload(name, capability.directivePayloads?.[name]),
    ),
    encodePayloads('Own event', capability.events, name => encodeEvent(capability, name)),
    ...formsOfDiscovery(capability).map(([name, form]) =>
      encodeForm(name, form, capability.needs?.includes(name) ?? false),
    ),
  ];
  return `${parts.filter(part => part !== '').join('\n\n')}\n`;
}

function factsOf(capability: Capability): (readonly [string, string])[] {
  const { versions, incomplete, needs, errors } = capability;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Lifecycle', describeLifecycle(capability)],
    ['Versions', encodeCodes(versions)],
    ['Payload version', encodeCodes(payloadVersionsOf(capability.interface) ?? [])],
    ['Instance', INSTANCES[capability.instance]],
    ['Needs in discovery', needs === undefined ? undefined : encodeCodes(needs)],
    ['Semantics', capability.semantics === true ? 'allowed' : undefined],
    [
      'Own errors',
      errors === undefined ? undefined : `${encodeCode(errors.namespace)}, ${errors.name ?? 'ErrorResponse'}`,
    ],
    ['Not described', capability.opaque === true ? 'everything but the name' : incomplete?.join(', ')],
    ['Source', capability.source],
    ['Confidence', capability.confidence.join(', ')],
  ];
  return facts.flatMap(([title, text]) => (text === undefined ? [] : [[title, text] as const]));
}

function describeLifecycle({ lifecycle, lifecycleSince, successor }: Capability): string {
  const since = lifecycleSince === undefined ? '' : ` since ${lifecycleSince}`;
  return `${lifecycle}${since}${successor === undefined ? '' : `, succeeded by ${encodeCode(successor)}`}`;
}

function encodeProperties({ properties }: Capability): string {
  const rows = Object.entries(properties).map(([name, property]) => encodeProperty(name, property));
  return rows.length === 0 ? '' : encodeTable(['Property', 'Class', 'Value', 'Unit', 'Notes'], rows);
}

function encodeProperty(name: string, property: CapabilityProperty): string[] {
  const notes = [
    property.opaque === true ? 'not described' : '',
    property.since === undefined ? '' : `since version ${property.since}`,
    property.tolerated === undefined ? '' : `also taken: ${encodeCodes(property.tolerated.map(encodeValue))}`,
    property.confidence === undefined ? '' : `confidence ${property.confidence.join(', ')}`,
  ].filter(note => note !== '');
  return [encodeCode(name), property.class, describeValue(property.schema), property.unit ?? '', notes.join('; ')];
}

function encodeValue(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** A value in one cell; the members of an object, or of a list of objects, with what each allows. */
function describeValue(schema: FormSchema): string {
  if (schema.allowed !== undefined || schema.anyOf !== undefined) return describeForm(schema);
  const members = listMembers(schema).filter(({ path }) => path !== '');
  if (members.length === 0) return describeForm(schema);
  const words = members.map(describeMember).join('; ');
  return schema.type === 'object' ? words : `${describeForm(schema)}; ${words}`;
}

function describeMember({ path, required, allowed }: MemberLine): string {
  return `${encodeCode(path)}${required ? '' : ' (optional)'}: ${allowed}`;
}

function encodePayloads(title: string, names: readonly string[], encode: (name: string) => string[][]): string {
  if (names.length === 0) return '';
  return encodeTable([title, 'Member of its payload', 'Required', 'Allowed'], names.flatMap(encode));
}

/** An event that has no form with its capability may have one among the messages. */
function encodeEvent(capability: Capability, name: string): string[][] {
  const payload = capability.eventPayloads?.[name];
  if (payload !== undefined || !Object.hasOwn(eventKinds, `${capability.interface}/${name}`)) {
    return encodePayload(name, payload);
  }
  const anchor = `${capability.interface} ${name}`.toLowerCase().replaceAll('.', '').replace(' ', '-');
  return [[encodeCode(name), '', '', `see [messages](messages.md#${anchor})`]];
}

/** A row for each member; only the first has the name. */
function encodePayload(name: string, payload: FormSchema | undefined): string[][] {
  if (payload === undefined) return [[encodeCode(name), '', '', 'not described']];
  const lines = listMembers(payload);
  if (lines.length === 0) return [[encodeCode(name), '', '', describeForm(payload)]];
  return lines.map(({ path, required, allowed }, index) => [
    index === 0 ? encodeCode(name) : '',
    encodeCode(path),
    required ? 'yes' : 'no',
    allowed,
  ]);
}

function formsOfDiscovery({ configuration, configurations, members }: Capability): (readonly [string, FormSchema])[] {
  return [
    ...(configuration === undefined ? [] : [['configuration', configuration] as const]),
    ...(configurations === undefined ? [] : [['configurations', configurations] as const]),
    ...Object.entries(members ?? {}),
  ];
}

function encodeForm(name: string, form: FormSchema, required: boolean): string {
  const isList = form.type === 'array' && form.items !== undefined;
  const lines = isList ? listMembers(form.items ?? {}, `${name}[]`, required) : listMembers(form, name, required);
  const rows = lines.map(line => [encodeCode(line.path), line.required ? 'yes' : 'no', line.allowed]);
  return encodeTable(['In discovery', 'Required', 'Allowed'], rows);
}
