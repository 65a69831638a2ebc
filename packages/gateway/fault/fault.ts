import type { Region } from '@gatehouse/protocol';
import type { Reason } from '../journal/reason.ts';

/**
 * Which requests a fault is for; members left out match every request. `path` is as in the URL without its query: the
 * two spellings of the token endpoint count as one, and so does a slash at the end. `kind` is the journal's: an event's
 * name, or the grant type at the token endpoint. `skillId` and `userId` are those of the request's token, also of an
 * expired one; at the token endpoint those of its client, code or refresh token.
 */
export interface FaultMatch {
  readonly path?: string;
  readonly region?: Region;
  readonly skillId?: string;
  readonly userId?: string;
  readonly kind?: string;
  readonly endpointId?: string;
}

/** Where an answer is cut off: before its first byte, inside its head, or after the head inside the body. */
export type FaultCut = 'before' | 'headers' | 'body';

/** An answer that trickles: so many bytes at a time, with a pause after each, head and body alike. */
export interface Dribble {
  readonly bytes: number;
  readonly everyMs: number;
}

/**
 * What a fault does to a request. With `status`, `code`, `body` or `cut` the request is not handled: it has no effect
 * and uses up no code; unless `handle` is true, then it is handled first and only its answer is spoilt. With the others
 * alone it is handled as usual.
 *
 * `code` brings its documented status, `status` its documented code; a status without one gets a plain body. `body`
 * replaces the body: text goes out as it is, anything else as JSON. `contentType` and `headers` replace headers.
 * `delayMs` is real time, whatever the gateway's clock says. `dribble` may also be the pause in milliseconds between
 * single bytes; `true` means 10 of them. `reset` ends a cut connection with a reset instead of an ordinary close.
 */
export interface FaultAction {
  readonly status?: number;
  readonly code?: string;
  readonly delayMs?: number;
  readonly body?: unknown;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cut?: FaultCut;
  readonly reset?: boolean;
  readonly dribble?: Dribble | number | boolean;
  readonly handle?: boolean;
}

/**
 * Which of the matching requests a fault hits; all that is given must hold. `after` spares so many, `nth` hits that one
 * only (the first is 1), `count` hits at most so many, `probability` tosses for each.
 */
export interface FaultWhen {
  readonly nth?: number;
  readonly count?: number;
  readonly after?: number;
  readonly probability?: number;
}

/** One rule of the fault list. `seed` starts the rule's own chance and restarts it with each PUT; default 1. */
export interface FaultRule {
  readonly match?: FaultMatch;
  readonly do: FaultAction;
  readonly when?: FaultWhen;
  readonly seed?: number;
}

/** A rule with its counters: requests that matched it, and those of them that it hit. */
export interface CountedFault extends FaultRule {
  readonly matched: number;
  readonly hit: number;
}

/** What faults know of a request before anybody judges it. */
export interface FaultTarget extends Omit<FaultMatch, 'path' | 'region'> {
  readonly path: string;
  readonly region: Region;
}

/** A fault that hits a request. `index` is its place in the list, absent for one from the request's own header. */
export interface ClaimedFault {
  readonly action: FaultAction;
  readonly index?: number;
}

/** An answer as the journal words it. */
export interface AnswerFacts {
  readonly status: number;
  readonly code?: string;
  readonly reason?: Reason;
}

/** What the journal says of the fault that a request met. */
export interface FaultNote {
  readonly by: 'list' | 'header';
  readonly index?: number;
  /** Whether the request was handled all the same. */
  readonly handled: boolean;
  readonly delayMs?: number;
  readonly dribbled?: true;
  readonly cut?: FaultCut;
  /** What would have been answered, when the request was handled and its answer spoilt. */
  readonly instead?: AnswerFacts;
}

/** Whether a request with this fault is handled, in whatever way it is answered then. */
export function isHandled(action: FaultAction): boolean {
  return action.handle === true || !isSpoilt(action);
}

/** Whether the answer is another one than the request would have got. */
export function isSpoilt({ status, code, body, cut }: FaultAction): boolean {
  return status !== undefined || code !== undefined || body !== undefined || cut !== undefined;
}
