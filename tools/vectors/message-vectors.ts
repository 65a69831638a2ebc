import { absent, edit } from './edit.ts';
import { type Edit, eventEdits } from './event-edits.ts';
import { eventSamples } from './samples.ts';
import { refused, taken, type Vector } from './vector.ts';

/** Events that are only ever a direct answer. Source: fact sheet 2, column GW. */
const neverPosted: ReadonlySet<string> = new Set([
  'AcceptGrant.ErrorResponse',
  'AcceptGrant.Response',
  'DeferredResponse',
  'Discover.Response',
]);

/** Events that carry no endpoint. Source: fact sheet 2, column endpoint. */
const withoutEndpoint: ReadonlySet<string> = new Set([...neverPosted, 'AddOrUpdateReport', 'DeleteReport']);

/** Events whose scope stands in the payload. Source: fact sheet 1.2, scope position. */
const scopeInPayload: ReadonlySet<string> = new Set([
  'AddOrUpdateReport',
  'DeleteReport',
  'GetMediaMetadata.Response',
  'MediaDeleted',
]);

/** Events that answer a directive that carried a correlationToken. Source: fact sheet 2, column header extras. */
const answers: ReadonlySet<string> = new Set([
  'ActivationStarted',
  'AnswerGeneratedForSession',
  'Arm.Response',
  'CameraStreamController Response',
  'DeactivationStarted',
  'DeferredResponse',
  'ErrorResponse',
  'GetMediaMetadata.Response',
  'Response',
  'SearchAndRecord Response',
  'SeekController StateReport',
  'SessionConnected',
  'SessionDisconnected',
  'StateReport',
]);

const scenes: ReadonlySet<string> = new Set(['ActivationStarted', 'DeactivationStarted']);

/** The vectors of every kind of event, by the kind: the envelope of each, and what its own payload may hold. */
export function messageVectors(): ReadonlyMap<string, readonly Vector[]> {
  return new Map(
    Object.keys(eventSamples).map(kind => [
      kind,
      [...envelopeEdits(kind), ...(eventEdits[kind] ?? [])].flatMap(row => vectorsOf(kind, row)),
    ]),
  );
}

function vectorsOf(kind: string, [pointer, member, ...broken]: Edit): Vector[] {
  const value = pointer === '' ? eventSamples[kind] : edit(eventSamples[kind], pointer, member);
  const direct = neverPosted.has(kind) || scenes.has(kind);
  const judged = { name: `${kind} ${nameOf(pointer, member)}`, kind: 'event', value } as const;
  const rules = broken.map(rule => ruleAt(rule, pointer));
  const whole = direct ? { ...judged, posted: false as const } : judged;
  return rules.length === 0 ? taken(whole) : refused(whole, ...rules);
}

/** A rule, and after a space where it is broken unless that is the member which was edited. */
function ruleAt(rule: string, pointer: string): readonly [string, string] {
  const [id = '', at = pointer] = rule.split(' ');
  return [id, at];
}

function nameOf(pointer: string, member: unknown): string {
  if (pointer === '') {
    return 'as documented';
  }
  const text = member === absent ? 'absent' : (JSON.stringify(member) ?? '');
  return `with ${pointer} ${text.length > 60 ? `${text.slice(0, 57)}…` : text}`;
}

function envelopeEdits(kind: string): readonly Edit[] {
  return [
    ['', undefined],
    ...headerEdits(kind),
    ['/colour', 'red', 'member-unknown'],
    ['/event/colour', 'red', 'member-unknown'],
    ['/event/payload', absent, 'member-missing'],
    ['/event/payload', 'x', 'member-type'],
    ...(withoutEndpoint.has(kind) ? [] : endpointEdits(kind)),
    ...(neverPosted.has(kind) || scenes.has(kind) ? [] : scopeEdits(kind)),
  ];
}

function headerEdits(kind: string): readonly Edit[] {
  const header = '/event/header';
  return [
    [`${header}/messageId`, 'A-b-9'],
    [`${header}/messageId`, 'm'.repeat(127)],
    [`${header}/messageId`, 'm'.repeat(128), 'message-id'],
    [`${header}/messageId`, '', 'message-id'],
    [`${header}/messageId`, 'a.b', 'message-id'],
    [`${header}/messageId`, 'a_b', 'message-id'],
    [`${header}/messageId`, 7, 'message-id'],
    [`${header}/messageId`, absent, 'member-missing'],
    [`${header}/payloadVersion`, '2', 'payload-version'],
    [`${header}/payloadVersion`, 3, 'member-type'],
    [`${header}/payloadVersion`, absent, 'member-missing'],
    [`${header}/colour`, 'red', 'member-unknown'],
    [`${header}/correlationToken`, 'c'],
    [`${header}/correlationToken`, '', 'member-length'],
    [`${header}/correlationToken`, absent, ...(answers.has(kind) ? ['correlation-token'] : [])],
  ];
}

function endpointEdits(kind: string): readonly Edit[] {
  // Without an endpoint there is no place for the scope either, and nothing more is said about it.
  const direct = scenes.has(kind);
  return [
    ['/event/endpoint', absent, direct ? 'member-missing' : 'endpoint-missing'],
    ['/event/endpoint/endpointId', absent, 'member-missing'],
    ['/event/endpoint/endpointId', 'a b_-=#;:?@&9'],
    ['/event/endpoint/endpointId', 'e'.repeat(256)],
    ['/event/endpoint/endpointId', 'e'.repeat(257), 'endpoint-id'],
    ['/event/endpoint/endpointId', '', 'endpoint-id'],
    ['/event/endpoint/endpointId', 'a/b', 'endpoint-id'],
    ['/event/endpoint/endpointId', 'a.b', 'endpoint-id'],
    ['/event/endpoint/endpointId', 7, 'endpoint-id'],
    ['/event/endpoint/cookie', { room: 'study' }],
    ['/event/endpoint/further', 1],
  ];
}

function scopeEdits(kind: string): readonly Edit[] {
  const scope = scopeInPayload.has(kind) ? '/event/payload/scope' : '/event/endpoint/scope';
  return [
    [scope, absent, 'scope-missing'],
    [`${scope}/token`, '', 'scope-token'],
    [`${scope}/token`, ' ', 'scope-token'],
    [`${scope}/token`, absent, 'scope-missing'],
    [`${scope}/type`, 'DirectedUserId', 'scope-type'],
    [`${scope}/type`, 'BearerTokenWithPartition', 'scope-type'],
  ];
}
