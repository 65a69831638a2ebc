import type { PropertyKey, PropertyValue } from '../shadow/property-value.ts';

/** What an event is promised; `../../ARCHITECTURE.md`, level and edge. */
export type EventClass = 'level' | 'edge' | 'reply' | 'catalogue' | 'notice';

/** Every class, in the order of the pages. */
export const EVENT_CLASSES: readonly EventClass[] = ['level', 'edge', 'reply', 'catalogue', 'notice'];

/**
 * What an event says.
 *
 * - `message`: a whole message as it was handed in, without scope.
 * - `changes`: the values that an edge report states; the context is added from the shadow when it is sent.
 * - `level`: a report of whatever Alexa does not have yet; the values come from the shadow when it is sent.
 * - `put`, `delete`: an AddOrUpdateReport or DeleteReport of the event's endpoint.
 */
export type Draft =
  | { readonly type: 'message'; readonly message: unknown }
  | { readonly type: 'changes'; readonly cause: string; readonly properties: readonly PropertyValue[] }
  | { readonly type: 'level'; readonly cause: string; readonly properties: readonly PropertyKey[] }
  | { readonly type: 'put' }
  | { readonly type: 'delete' };

/** One try at sending an event. `status` and `code` are there when an HTTP answer came. */
export interface Attempt {
  readonly at: number;
  readonly messageId: string;
  readonly region: string;
  readonly status?: number;
  readonly code?: string;
  readonly tookMs: number;
  readonly outcome: string;
}

/** One decision about an event, as a stored fact: what was decided (a word), and why (a sentence). */
export interface Decision {
  readonly at: number;
  readonly what: string;
  readonly why: string;
}
