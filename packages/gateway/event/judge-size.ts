import { namesTooManyEndpoints, type ParsedBody, parseEventBody, type ReceivedBody } from './event-body.ts';
import { type EventRefusal, refuseEvent } from './event-refusal.ts';

/** A body of a size that may be judged further, or why it may not be; `value` is there if it was JSON. */
export type JudgedSize =
  | { readonly type: 'accepted'; readonly body: ParsedBody }
  | { readonly type: 'refused'; readonly refusal: EventRefusal; readonly value?: unknown };

/**
 * Judges how much came: whole, at most 256 KB, at most 300 endpoints (send-events reference, 413). Comes before
 * everything else, whoever sent it.
 */
export function judgeSize(received: ReceivedBody): JudgedSize {
  if (received.type === 'too-large') return { type: 'refused', refusal: refuseEvent('body-too-large') };
  if (received.type === 'incomplete') return { type: 'refused', refusal: refuseEvent('body-incomplete') };
  const body = parseEventBody(received.text);
  if (body.type !== 'json' || !namesTooManyEndpoints(body.value)) return { type: 'accepted', body };
  return { type: 'refused', refusal: refuseEvent('too-many-endpoints'), value: body.value };
}
