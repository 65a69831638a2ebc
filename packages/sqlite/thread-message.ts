import type { SqliteDescription } from './open-database.ts';
import type { ThreadFailure } from './sqlite-failure.ts';

/**
 * What a thread can be asked: each method runs within a transaction that is not its own and takes one value. Values and
 * results cross between threads as they are, by the structured clone.
 */
export type ThreadMethods<Methods> = { readonly [Name in keyof Methods]: (argument: never) => unknown };

/** One request to the thread; many travel in one message. */
export interface ThreadRequest {
  readonly id: number;
  readonly method: string;
  readonly argument: unknown;
}

/** One reply; many travel in one message. `failure` is absent when `value` is the result. */
export interface ThreadReply {
  readonly id: number;
  readonly value?: unknown;
  readonly failure?: ThreadFailure;
}

/** What goes to the thread: requests, or the word to finish and close. */
export type ToThread =
  | { readonly type: 'requests'; readonly requests: readonly ThreadRequest[] }
  | { readonly type: 'close' };

/** What comes from the thread: first whether it has opened the file, then replies, last that it has closed it. */
export type FromThread =
  | { readonly type: 'opened'; readonly description: SqliteDescription }
  | { readonly type: 'failed'; readonly failure: ThreadFailure }
  | { readonly type: 'replies'; readonly replies: readonly ThreadReply[] }
  | { readonly type: 'closed' };
