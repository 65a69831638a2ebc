import { isJsonObject, memberOf, textAt } from '@gatehouse/protocol';
import type { Reason } from '../journal/reason.ts';
import type { AcceptedEvent, EffectScope } from './accepted-event.ts';
import { type Applied, createIgnored } from './applied.ts';
import type { DetectionEffect, Effect, InventoryEffect, MediaEffect } from './effect.ts';
import { encodeReply } from './encode-reply.ts';
import { judgeOwnEvent } from './judge-own-event.ts';
import { judgeReplyMatch } from './judge-reply-match.ts';
import { putProperties } from './put-properties.ts';
import { withEndpoint } from './with-endpoint.ts';

/** What an event of an interface is told of. */
interface OwnEvent {
  readonly endpointId: string;
  readonly namespace: string;
  readonly name: string;
  readonly instance?: string;
  readonly payload: unknown;
}

interface PutAnswer {
  readonly effects: readonly Effect[];
  readonly ignored: readonly Reason[];
}

/** The kinds of which the journal tells more than that they came. */
const encoders: ReadonlyMap<string, (event: OwnEvent) => Effect> = new Map<string, (event: OwnEvent) => Effect>([
  ['InventoryConsumed', encodeInventory],
  ['InventoryReplaced', encodeInventory],
  ['MediaCreatedOrUpdated', encodeMedia],
  ['MediaDeleted', encodeDeletedMedia],
  ['ObjectDetection', encodeDetection],
]);

/** Kinds whose context may hold anything and is no state. Source: fact sheet 1.5. */
const WITH_FREE_CONTEXT: ReadonlySet<string> = new Set([
  'GetAlexaAutomationStatus',
  'MediaCreatedOrUpdated',
  'MediaDeleted',
]);

/**
 * Every other event of an interface, such as media, detection and consumption: told in the journal, when the endpoint
 * declares the interface and the instance that the header names; state beside it comes into the home. Source: fact
 * sheet 2 and 3.3.
 */
export function applyRecorded(accepted: AcceptedEvent, scope: EffectScope): Applied {
  return withEndpoint(accepted, scope, endpoint => {
    const undeclared = judgeOwnEvent(accepted.event, endpoint);
    if (undeclared !== undefined) return createIgnored(undeclared);
    const effect = encodeOwnEvent(accepted, endpoint.endpointId);
    if (WITH_FREE_CONTEXT.has(accepted.kind)) return { effects: [effect] };
    const answered = answerDirective(accepted, scope);
    const properties = memberOf(memberOf(accepted.event, 'context'), 'properties');
    const pointer = '/context/properties';
    const beside = putProperties({ key: accepted, endpoint, properties, pointer, role: 'context' }, scope.homes);
    const [reason] = answered.ignored;
    const ignored = [...answered.ignored, ...beside.ignored];
    return {
      effects: [...answered.effects, effect, ...beside.effects],
      ...(reason !== undefined && { reason }),
      ...(ignored.length > 0 && { ignored }),
    };
  });
}

/** MeasurementsReport, DataReport and their like may answer a directive; then they repeat its correlationToken. */
function answerDirective(accepted: AcceptedEvent, { replies }: EffectScope): PutAnswer {
  const { userId, skillId, kind, event } = accepted;
  const correlationToken = textAt(event, ['event', 'header', 'correlationToken']);
  if (correlationToken === undefined) return { effects: [], ignored: [] };
  const match = replies.match({ userId, skillId, correlationToken, reply: event });
  return match.type === 'in-time'
    ? { effects: [encodeReply(accepted, match)], ignored: [] }
    : { effects: [], ignored: [judgeReplyMatch(kind, match)] };
}

function encodeOwnEvent({ event, kind }: AcceptedEvent, endpointId: string): Effect {
  const namespace = textAt(event, ['event', 'header', 'namespace']) ?? '';
  const name = textAt(event, ['event', 'header', 'name']) ?? '';
  const instance = textAt(event, ['event', 'header', 'instance']);
  const named = { endpointId, namespace, name, ...(instance !== undefined && { instance }) };
  const encode = encoders.get(kind);
  if (encode !== undefined) return encode({ ...named, payload: memberOf(memberOf(event, 'event'), 'payload') });
  if (namespace === 'Alexa.SecurityPanelController.Alert') return { type: 'security-alert', endpointId, name };
  return { type: 'recorded', ...named };
}

function encodeMedia({ endpointId, payload }: OwnEvent): MediaEffect {
  const id = textAt(payload, ['media', 'id']);
  const cause = textAt(payload, ['media', 'cause']);
  const startTime = textAt(payload, ['media', 'recording', 'startTime']);
  const endTime = textAt(payload, ['media', 'recording', 'endTime']);
  return {
    type: 'media',
    endpointId,
    change: 'created-or-updated',
    mediaIds: id === undefined ? [] : [id],
    ...(cause !== undefined && { cause }),
    ...(startTime !== undefined && { startTime }),
    ...(endTime !== undefined && { endTime }),
  };
}

function encodeDeletedMedia({ endpointId, payload }: OwnEvent): MediaEffect {
  const mediaIds = listOf(payload, 'mediaIds').filter(id => typeof id === 'string');
  return { type: 'media', endpointId, change: 'deleted', mediaIds };
}

function encodeInventory({ endpointId, instance, name, payload }: OwnEvent): InventoryEffect {
  const usage = memberOf(payload, 'usage');
  const timeOfSample = textAt(payload, ['timeOfSample']);
  return {
    type: 'inventory',
    endpointId,
    ...(instance !== undefined && { instance }),
    change: name === 'InventoryReplaced' ? 'replaced' : 'consumed',
    ...(usage !== undefined && { usage }),
    ...(timeOfSample !== undefined && { timeOfSample }),
  };
}

function encodeDetection({ endpointId, payload }: OwnEvent): DetectionEffect {
  const objects = listOf(payload, 'events')
    .filter(isJsonObject)
    .map(seen => {
      const objectIdentifier = textAt(seen, ['objectIdentifier']);
      return {
        eventIdentifier: textAt(seen, ['eventIdentifier']) ?? '',
        imageNetClass: textAt(seen, ['imageNetClass']) ?? '',
        timeOfSample: textAt(seen, ['timeOfSample']) ?? '',
        ...(objectIdentifier !== undefined && { objectIdentifier }),
      };
    });
  return { type: 'detection', endpointId, objects };
}

function listOf(value: unknown, name: string): readonly unknown[] {
  const list = memberOf(value, name);
  return Array.isArray(list) ? list : [];
}
