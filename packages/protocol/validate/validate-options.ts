import type { Mode } from '../rule/rule.ts';

/**
 * How to judge a message. `mode` is strict unless given. `posted`, true unless given: the message is as it is posted
 * to `/v3/events`, with its scope; false: it is a direct answer, or the scope is still to be added.
 */
export interface ValidateOptions {
  readonly mode?: Mode | undefined;
  readonly posted?: boolean | undefined;
}

/** The discovery object of an endpoint by its id; undefined when no such endpoint is registered. */
export type RegisteredEndpoints = (endpointId: string) => unknown;

/** How to judge a message of which nothing is known: against the registered endpoints too, where they are given. */
export interface ValidateMessageOptions {
  readonly mode?: Mode | undefined;
  readonly registered?: RegisteredEndpoints | undefined;
}

/** How to judge an event: as any message, and against the registered endpoints where they are given. */
export interface ValidateEventOptions extends ValidateOptions {
  readonly registered?: RegisteredEndpoints | undefined;
}

/** How to judge a directive: against the registered endpoints too, where they are given. */
export type ValidateDirectiveOptions = ValidateMessageOptions;
