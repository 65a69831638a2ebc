import type { HomeKey } from '../home/home.ts';

/** A directive that waits for its answer. */
export interface ExpectedReply extends HomeKey {
  readonly correlationToken: string;
  readonly directiveMessageId: string;
  readonly endpointId?: string;
  /** How long the answer may take, in milliseconds from the call. */
  readonly limitMs: number;
}

/** An asynchronous answer, looking for its directive. */
export interface ArrivedReply extends HomeKey {
  readonly correlationToken: string;
  /** The whole event. */
  readonly reply: unknown;
}

/** What an asynchronous answer met. */
export type ReplyMatch =
  | { readonly type: 'in-time'; readonly expected: ExpectedReply; readonly tookMs: number }
  | { readonly type: 'late'; readonly expected: ExpectedReply; readonly lateByMs: number }
  | { readonly type: 'answered'; readonly expected: ExpectedReply }
  | { readonly type: 'unknown' };

/** The directive's side of the wait. */
export interface ReplyTicket {
  /** The asynchronous answer; undefined when the time is up or the ticket was closed. Never rejects. */
  readonly arrived: Promise<unknown>;
  /** Milliseconds since the directive was expected. */
  tookMs(): number;
  /** Milliseconds past the limit; zero or less while there is time. */
  lateByMs(): number;
  /** Sets a new limit, in milliseconds from the beginning; has no effect once the wait is over. */
  extend(limitMs: number): void;
  /** Ends the wait: the directive was answered synchronously, or failed. */
  settle(how: 'answered' | 'expired'): void;
}

/** Where asynchronous answers meet the directives that wait for them, by correlationToken, skill and customer. */
export interface ReplyDesk {
  /** Begins to wait. */
  expect(expected: ExpectedReply): ReplyTicket;
  /** Hands over an answer. A directive takes one answer; old directives are remembered for a while to tell late from unknown. */
  match(arrived: ArrivedReply): ReplyMatch;
  /** Ends every wait and forgets everything. */
  reset(): void;
}
