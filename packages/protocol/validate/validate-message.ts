import { isDirective, isPostable, isReply, kindOf, type MessageKind } from '../message/kind.ts';
import { scopeTokenOf } from '../message/scope.ts';
import type { Problem } from '../problem/problem.ts';
import { validateDirective } from './validate-directive.ts';
import { validateEvent } from './validate-event.ts';
import type { ValidateMessageOptions } from './validate-options.ts';

/** What a message is and what is wrong with it. */
export interface Validation {
  readonly kind?: MessageKind;
  readonly problems: Problem[];
}

/**
 * Judges a message of which nothing is known beforehand. A directive is judged as one, anything else as an event: as
 * posted, unless it can only be a direct answer, or is an answer without a scope. With `registered` all three layers
 * run: form, sense, and the registration of the endpoint that the message names.
 */
export function validateMessage(value: unknown, options: ValidateMessageOptions = {}): Validation {
  const kind = kindOf(value);
  if (isDirective(value)) {
    const problems = validateDirective(value, options);
    return kind === undefined ? { problems } : { kind, problems };
  }
  const direct = kind !== undefined && (!isPostable(kind) || (isReply(kind) && scopeTokenOf(value) === undefined));
  const problems = validateEvent(value, { ...options, posted: !direct });
  return kind === undefined ? { problems } : { kind, problems };
}
