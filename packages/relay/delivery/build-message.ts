/**
 * What a claimed event says, as a message without its scope. Beside it: `state-difference.ts` (what a report states),
 * `state-property.ts` (samples in messages), `group-catalogue.ts` (endpoints merged into one report).
 */
import { type AlexaEvent, changeReport, isJsonObject, kindOf, memberOf, type StateProperty } from '@gatehouse/protocol';
import type { ClaimedEvent } from '../lane/lane-store.ts';
import type { Draft } from '../outbox/outbox-store.ts';
import { encodePropertyKey, keyOf } from '../shadow/property-key.ts';
import type { PropertyValue, ShadowProperty } from '../shadow/property-value.ts';
import type { ReportedSample } from './delivery.ts';
import { contextBeside, differenceOf, isReported } from './state-difference.ts';
import { encodeStateProperty, parseStateProperties } from './state-property.ts';

/**
 * The message of one event, and what Alexa has once it accepts it. `nothing`: there is nothing left to say;
 * `unsendable`: the stored draft makes no message.
 */
export type BuiltMessage =
  | { readonly type: 'message'; readonly message: AlexaEvent; readonly reported: readonly ReportedSample[] }
  | { readonly type: 'nothing'; readonly why: string }
  | { readonly type: 'unsendable'; readonly why: string };

type DraftOf<T extends Draft['type']> = Extract<Draft, { type: T }>;

/** Builds the message of one claimed event that is neither `put` nor `delete`; its header carries the event's messageId. */
export function buildMessage(event: ClaimedEvent): BuiltMessage {
  const { draft } = event;
  switch (draft.type) {
    case 'message':
      return buildFromMessage(event, draft);
    case 'changes':
      return buildEdgeReport(event, draft);
    case 'level':
      return buildLevelReport(event, draft);
    default:
      return { type: 'unsendable', why: `The draft is a ${draft.type}, which travels in a report of its own kind` };
  }
}

function buildFromMessage(claimed: ClaimedEvent, { message }: DraftOf<'message'>): BuiltMessage {
  if (!isEvent(message)) return { type: 'unsendable', why: 'The stored message has no event with a header' };
  const header = { ...message.event.header, messageId: claimed.messageId };
  const built: AlexaEvent = { ...message, event: { ...message.event, header } };
  const change = kindOf(message) === 'ChangeReport' ? memberOf(message.event.payload, 'change') : undefined;
  const stated = memberOf(change, 'properties');
  const reported = Array.isArray(stated) ? parseStateProperties(stated.filter(isStateProperty)) : [];
  return { type: 'message', message: built, reported };
}

function buildEdgeReport(claimed: ClaimedEvent, { cause, properties }: DraftOf<'changes'>): BuiltMessage {
  return buildReport(claimed, {
    cause,
    stated: properties,
    beside: contextBeside(claimed.shadow ?? [], properties),
  });
}

function buildLevelReport(claimed: ClaimedEvent, draft: DraftOf<'level'>): BuiltMessage {
  const shadow = claimed.shadow ?? [];
  const { changed, unchanged } = differenceOf(shadow);
  if (changed.length === 0) return { type: 'nothing', why: whyNothing(shadow, draft) };
  return buildReport(claimed, { cause: draft.cause, stated: valuesOf(changed), beside: unchanged });
}

/** The very samples that Alexa has came to her beside what another report stated; of a state that returned she has older ones. */
function whyNothing(shadow: readonly ShadowProperty[], { properties }: DraftOf<'level'>): string {
  const drafted = new Set(properties.map(encodePropertyKey));
  const stated = shadow.filter(property => drafted.has(encodePropertyKey(property)));
  if (stated.length === 0) return 'The states of the endpoint were forgotten before they were sent';
  if (stated.some(property => property.class === 'edge')) {
    return 'Every change of the state counts since the registration changed, and has an event of its own';
  }
  if (stated.some(({ current, reported }) => reported?.timeOfSample !== current.timeOfSample)) {
    return 'The state has returned to what Alexa has';
  }
  return 'Alexa has the state already: another report of the endpoint, which she has accepted, stated it too';
}

interface Report {
  readonly cause: string;
  readonly stated: readonly PropertyValue[];
  readonly beside: readonly ShadowProperty[];
}

function buildReport({ endpointId, messageId }: ClaimedEvent, { cause, stated, beside }: Report): BuiltMessage {
  if (endpointId === undefined) return { type: 'unsendable', why: 'The event names no endpoint to report on' };
  const changed = stated.map(value => encodeStateProperty(value, value));
  const unchanged = valuesOf(beside).map(value => encodeStateProperty(value, value));
  const message = changeReport({ endpointId, messageId, cause, changed, unchanged });
  const news = beside.filter(property => !isReported(property));
  return { type: 'message', message, reported: samplesOf([...stated, ...valuesOf(news)]) };
}

function valuesOf(properties: readonly ShadowProperty[]): readonly PropertyValue[] {
  return properties.map(property => ({ ...keyOf(property), ...property.current }));
}

function samplesOf(values: readonly PropertyValue[]): readonly ReportedSample[] {
  return values.map(value => {
    const { timeOfSample, uncertaintyInMilliseconds } = value;
    return { key: keyOf(value), sample: { value: value.value, timeOfSample, uncertaintyInMilliseconds } };
  });
}

function isEvent(value: unknown): value is AlexaEvent {
  const event = memberOf(value, 'event');
  return isJsonObject(memberOf(event, 'header')) && isJsonObject(memberOf(event, 'payload'));
}

function isStateProperty(value: unknown): value is StateProperty {
  return (
    typeof memberOf(value, 'namespace') === 'string' &&
    typeof memberOf(value, 'name') === 'string' &&
    typeof memberOf(value, 'timeOfSample') === 'string' &&
    typeof memberOf(value, 'uncertaintyInMilliseconds') === 'number'
  );
}
