import {
  acceptGrantSchema,
  directiveSchema,
  type FormSchema,
  isPostable,
  isReply,
  type MessageKind,
  payloadVersionsOf,
  placeOfScope,
} from '@gatehouse/protocol';
import { directiveKinds, eventKinds } from '../../packages/protocol/message/kind.ts';
import { eventFormOf } from '../../packages/protocol/validate/event-form.ts';
import { listMembers } from './describe-form.ts';
import { encodeMembers } from './encode-members.ts';
import { encodeCode, encodeCodes } from './markdown.ts';
import { messageNotes } from './message-notes.ts';

const HEAD = `# Messages

Generated from the forms of \`packages/protocol/message\` by \`npx node tools/generate-reference.ts\`; change the forms, not this page.
\`npm run check -- --only reference\` compares the two.

Each message as JSON Schema is in \`packages/protocol/schemas\`. What a form cannot say is said by the [rules](rules.md); the values of
properties stand with the [capabilities](capabilities.md). An interface's own events that are not here stand with their capability,
the types of an ErrorResponse with the [errors](errors.md#error-types-of-an-errorresponse).
\`gatehouse validate\` judges a file by all of it, and the builders of [@gatehouse/protocol](../packages/protocol/README.md#builders) make such
messages.
`;

/** The text of docs/messages.md: every documented event, and the directives that every skill gets. */
export function encodeMessagesPage(): string {
  const sorted = (kinds: Readonly<Record<string, MessageKind>>): [string, MessageKind][] =>
    Object.entries(kinds).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    HEAD,
    '## What every message has\n',
    encodeMembers(headerOf(directiveSchema)),
    '',
    '## Events\n',
    ...sorted(eventKinds).map(([name, kind]) => encodeEvent(name, kind)),
    '## Directives\n',
    'The directives of a capability stand with it; these three go to every skill.\n',
    ...sorted(directiveKinds).map(([name, kind]) => encodeDirective(name, kind)),
  ].join('\n');
}

function headerOf(schema: FormSchema): FormSchema {
  return {
    type: 'object',
    properties: { header: memberAt(schema, ['directive', 'header']) ?? {} },
    required: ['header'],
  };
}

function encodeEvent(fullName: string, kind: MessageKind): string {
  const form = eventFormOf(kind, fullName).schema;
  const endpoint = memberAt(form, ['event', 'endpoint']) !== undefined;
  return encodeMessage(fullName, {
    facts: [
      ['Kind', encodeCode(kind)],
      ['Sent', describeWay(kind)],
      ['Endpoint', endpoint ? 'required' : 'none'],
      ['Scope', isPostable(kind) ? `in the ${placeOfScope(kind)}, when posted` : 'none'],
      ['Context', memberAt(form, ['context']) === undefined ? 'none' : 'allowed'],
    ],
    payload: memberAt(form, ['event', 'payload']),
  });
}

function encodeDirective(fullName: string, kind: MessageKind): string {
  const form: FormSchema = kind === 'AcceptGrant' ? acceptGrantSchema : directiveSchema;
  return encodeMessage(fullName, {
    facts: [
      ['Kind', encodeCode(kind)],
      ['Sent', 'by Alexa to the skill'],
    ],
    payload: memberAt(form, ['directive', 'payload']),
  });
}

function describeWay(kind: MessageKind): string {
  if (!isPostable(kind)) return 'as the direct answer to a directive only';
  return isReply(kind) ? 'as the direct answer to a directive, or posted later' : 'posted to `/v3/events`';
}

interface Described {
  readonly facts: readonly (readonly [string, string])[];
  readonly payload: FormSchema | undefined;
}

function encodeMessage(fullName: string, { facts, payload = {} }: Described): string {
  const [namespace = '', name = ''] = fullName.split('/');
  const note = messageNotes[fullName];
  const lines = [
    ...facts,
    ['Payload version', encodeCodes(payloadVersionsOf(namespace) ?? [])] as const,
    ['Source', note?.source ?? ''] as const,
    ['Basis', note?.basis ?? ''] as const,
  ].map(([title, text]) => `- ${title}: ${text}`);
  return `### ${namespace} ${name}\n\n${note?.says ?? ''}.\n\n${lines.join('\n')}\n\n${encodePayload(payload)}\n`;
}

function encodePayload(payload: FormSchema): string {
  if (listMembers(payload).length > 0) return encodeMembers(payload);
  return payload.additionalProperties === false ? 'The payload is empty.' : 'The payload is an object of any members.';
}

function memberAt(schema: FormSchema, path: readonly string[]): FormSchema | undefined {
  return path.reduce<FormSchema | undefined>((at, name) => at?.properties?.[name], schema);
}
