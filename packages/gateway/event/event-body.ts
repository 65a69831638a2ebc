import { isJsonObject, kindOf, memberOf, textAt } from '@gatehouse/protocol';

/** The most endpoints that one message may name (send-events reference, 413). */
const MOST_ENDPOINTS = 300;

/** A request's body as it was read; `text` is absent when the bytes were not UTF-8. */
export type ReceivedBody =
  | { readonly type: 'whole'; readonly text: string | undefined }
  | { readonly type: 'too-large' }
  | { readonly type: 'incomplete' };

/** The body's JSON value; undefined `value` cannot be told from no JSON, so there is a type. */
export type ParsedBody =
  | { readonly type: 'json'; readonly value: unknown }
  | { readonly type: 'not-json' }
  | { readonly type: 'not-utf8' };

/** What the journal says of an event beside its whole body, as far as it is there. */
export interface EventFacts {
  readonly kind?: string;
  readonly messageId?: string;
  readonly endpointId?: string;
}

/** Parses a body; never throws. */
export function parseEventBody(text: string | undefined): ParsedBody {
  if (text === undefined) return { type: 'not-utf8' };
  try {
    return { type: 'json', value: JSON.parse(text) };
  } catch {
    return { type: 'not-json' };
  }
}

/** Whether a report of discovery names more endpoints than one may; to other events the limit does not apply. */
export function namesTooManyEndpoints(value: unknown): boolean {
  const kind = kindOf(value);
  if (kind !== 'AddOrUpdateReport' && kind !== 'DeleteReport') return false;
  const endpoints = memberOf(memberOf(memberOf(value, 'event'), 'payload'), 'endpoints');
  return Array.isArray(endpoints) && endpoints.length > MOST_ENDPOINTS;
}

/** Reads what the journal lists an event by; texts too long to be ids are left out. */
export function factsOf(value: unknown): EventFacts {
  if (!isJsonObject(value)) return {};
  const kind = kindOf(value);
  const messageId = idAt(value, ['event', 'header', 'messageId']);
  const endpointId = idAt(value, ['event', 'endpoint', 'endpointId']);
  return {
    ...(kind !== undefined && { kind }),
    ...(messageId !== undefined && { messageId }),
    ...(endpointId !== undefined && { endpointId }),
  };
}

function idAt(value: unknown, path: readonly string[]): string | undefined {
  const text = textAt(value, path);
  return text !== undefined && text.length <= 256 ? text : undefined;
}
