import { textAt } from '../json/json-object.ts';
import type { AlexaEvent } from './alexa-event.ts';
import { kindOf } from './kind.ts';
import type { Scope } from './scope-schema.ts';

const scopedInPayload: ReadonlySet<string> = new Set([
  'AddOrUpdateReport',
  'DeleteReport',
  'GetMediaMetadata.Response',
  'MediaDeleted',
]);

/** Where the scope of an event of this kind stands: in `event.payload` or in `event.endpoint`. Source: fact sheet 1.2. */
export function placeOfScope(kind: string): 'payload' | 'endpoint' {
  return scopedInPayload.has(kind) ? 'payload' : 'endpoint';
}

/**
 * A copy of an event with the customer's access token in the scope where its kind has it; a scope that was there is
 * replaced. An event that should have an endpoint and has none comes back as it was.
 */
export function withScopeToken(message: AlexaEvent, token: string): AlexaEvent {
  const scope: Scope = { type: 'BearerToken', token };
  const { event } = message;
  if (placeOfScope(kindOf(message) ?? 'Event') === 'payload') {
    return { ...message, event: { ...event, payload: { ...event.payload, scope } } };
  }
  return event.endpoint === undefined
    ? message
    : { ...message, event: { ...event, endpoint: { ...event.endpoint, scope } } };
}

/** The token in a message's scope, looked for where its kind has it and then in the other place; any value may be asked about. */
export function scopeTokenOf(message: unknown): string | undefined {
  const inEndpoint = textAt(message, ['event', 'endpoint', 'scope', 'token']);
  const inPayload = textAt(message, ['event', 'payload', 'scope', 'token']);
  return placeOfScope(kindOf(message) ?? 'Event') === 'payload' ? (inPayload ?? inEndpoint) : (inEndpoint ?? inPayload);
}
