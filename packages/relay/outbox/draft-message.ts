import { type AlexaEvent, classOfMessage, isJsonObject, kindOf, memberOf, textAt } from '@gatehouse/protocol';
import { type ClassOf, classByInterface } from '../shadow/class-of.ts';
import { judgeSample } from '../shadow/decide-state.ts';
import { encodePropertyKey, keyOf } from '../shadow/property-key.ts';
import type { PropertyValue, ShadowChange, ShadowProperty } from '../shadow/property-value.ts';
import type { DraftRules } from './draft-state.ts';
import type { IntakeDraft } from './intake-draft.ts';
import type { NewEvent } from './outbox-store.ts';
import { parseSample } from './parse-sample.ts';
import { longestTimeToLive, REPLY_TIME_TO_LIVE_MS } from './time-to-live.ts';

/** A valid message that somebody made whole, without scope. */
export interface WholeMessage {
  readonly message: AlexaEvent;
  /** The classes of its endpoint's properties. Default: those of their interfaces. */
  readonly classOf?: ClassOf;
}

/** What drafting a whole message needs to know. */
export interface MessageRules extends DraftRules {
  /** Until when Alexa waits for the answer to a directive, in milliseconds since the epoch; undefined if unknown. */
  readonly deadlineOf: (correlationToken: string) => number | undefined;
}

/** What the shadow of an endpoint holds, by encoded property key. */
type Known = ReadonlyMap<string, ShadowProperty>;

/**
 * Drafts a message that somebody made whole.
 *
 * A ChangeReport that speaks of level properties alone goes through the shadow, so that a newer one can take its
 * place; what it states is reported even if Alexa has it. A ChangeReport with an edge property leaves as it is, and
 * the shadow learns from it; level properties that it states beside the edge are reported once more behind it unless
 * Alexa has accepted it, because they have to arrive even when its time is over. Every other message leaves as it is.
 */
export function draftMessage(draft: IntakeDraft, whole: WholeMessage, rules: MessageRules): NewEvent {
  const { message } = whole;
  const endpointId = textAt(message, ['event', 'endpoint', 'endpointId']);
  if (kindOf(message) === 'ChangeReport' && endpointId !== undefined) {
    return draftReport(draft, { ...whole, endpointId }, rules);
  }
  return draftWhole(draft, message, rules);
}

function draftReport(
  draft: IntakeDraft,
  report: WholeMessage & { readonly endpointId: string },
  rules: MessageRules,
): NewEvent {
  const { message, endpointId, classOf = classByInterface } = report;
  const shadow = draft.shadowOf(endpointId);
  const changed = samplesAt(memberOf(message.event.payload, 'change'), draft.at);
  const known: Known = new Map(shadow.properties.map(property => [encodePropertyKey(property), property]));
  const news = newsAmong(samplesAt(message.context, draft.at), known);
  // What stands in a context changes no class: reports of the class that the state had may still be under way.
  const keptClassOf: ClassOf = property => known.get(encodePropertyKey(property))?.class ?? classOf(property);
  const isLevel = (value: PropertyValue): boolean => classOf(value) === 'level';
  const cause = textAt(message, ['event', 'payload', 'change', 'cause', 'type']) ?? '';
  const common = { kind: 'ChangeReport', orderKey: endpointId, endpointId };
  const { messageId } = message.event.header;

  // An edge property in the context that the shadow does not hold would be lost on the way through the shadow.
  const edges = [...changed.filter(value => !isLevel(value)), ...news.filter(value => keptClassOf(value) === 'edge')];
  draft.addChanges(endpointId, [
    ...changesOf(news, { known, classOf: keptClassOf, forgetReported: edges.length > 0 }),
    ...changesOf(changed, { known, classOf, forgetReported: true }),
  ]);
  if (edges.length === 0) {
    const properties = [...changed, ...news].map(keyOf);
    return draft.addEvent({ ...common, messageId, class: 'level', draft: { type: 'level', cause, properties } });
  }
  const ttlMs = longestTimeToLive(
    edges.map(edge => edge.namespace),
    rules.ttlMs,
  );
  const whole = { type: 'message' as const, message };
  const event = draft.addEvent({ ...common, messageId, class: 'edge', draft: whole, expiresAt: draft.at + ttlMs });
  const properties = changed.filter(isLevel).map(keyOf);
  if (properties.length > 0) draft.addEvent({ ...common, class: 'level', draft: { type: 'level', cause, properties } });
  return event;
}

function draftWhole(draft: IntakeDraft, message: AlexaEvent, rules: MessageRules): NewEvent {
  const { header } = message.event;
  const endpointId = textAt(message, ['event', 'endpoint', 'endpointId']) ?? soleEndpointOf(message);
  const eventClass = classOfMessage(message);
  const expiresAt = expiryOf(message, { at: draft.at, eventClass, rules });
  const order = eventClass === 'reply' ? `reply:${header.correlationToken ?? header.messageId}` : (endpointId ?? '*');
  return draft.addEvent({
    class: eventClass,
    kind: kindOf(message) ?? 'Event',
    messageId: header.messageId,
    orderKey: order,
    ...(endpointId === undefined ? {} : { endpointId }),
    draft: { type: 'message', message },
    ...(expiresAt === undefined ? {} : { expiresAt }),
  });
}

function expiryOf(
  message: AlexaEvent,
  context: { at: number; eventClass: NewEvent['class']; rules: MessageRules },
): number | undefined {
  const { at, eventClass, rules } = context;
  const { header } = message.event;
  if (eventClass === 'reply') {
    const token = header.correlationToken;
    return (token === undefined ? undefined : rules.deadlineOf(token)) ?? at + REPLY_TIME_TO_LIVE_MS;
  }
  return eventClass === 'edge' ? at + longestTimeToLive([header.namespace], rules.ttlMs) : undefined;
}

/** A catalogue message of one endpoint keeps its place among the endpoint's own events. */
function soleEndpointOf(message: AlexaEvent): string | undefined {
  const endpoints = message.event.payload.endpoints;
  return Array.isArray(endpoints) && endpoints.length === 1 ? textAt(endpoints[0], ['endpointId']) : undefined;
}

function samplesAt(holder: unknown, at: number): PropertyValue[] {
  const properties = memberOf(holder, 'properties');
  return Array.isArray(properties) ? properties.filter(isJsonObject).map(property => parseSample(property, at)) : [];
}

function newsAmong(values: readonly PropertyValue[], known: Known): PropertyValue[] {
  return values.filter(value => judgeSample(value, known.get(encodePropertyKey(value))) === undefined);
}

/** A sample older than the shadow's is left out: the shadow keeps the last word of the device. */
function changesOf(
  values: readonly PropertyValue[],
  { known, classOf, forgetReported }: { known: Known; classOf: ClassOf; forgetReported: boolean },
): ShadowChange[] {
  return values
    .filter(value => judgeSample(value, known.get(encodePropertyKey(value))) !== 'stale-sample')
    .map(value => ({ ...value, class: classOf(value), forgetReported }));
}
