import { isJsonObject } from '../json/json-object.ts';
import { isPostable, isReply, kindOf, type MessageKind } from '../message/kind.ts';
import { scopeTokenOf } from '../message/scope.ts';
import type { Problem } from '../problem/problem.ts';
import type { Mode } from '../rule/rule.ts';
import { validateDirective } from './validate-directive.ts';
import { validateEvent } from './validate-event.ts';

/** What a message is and what is wrong with it. */
export interface Validation {
  readonly kind?: MessageKind;
  readonly problems: Problem[];
}

/**
 * Judges a message of which nothing is known beforehand. A directive is judged as one, anything else as an event: as
 * posted, unless it can only be a direct answer, or is an answer without a scope.
 */
export function validateMessage(value: unknown, options: { readonly mode?: Mode | undefined } = {}): Validation {
  const kind = kindOf(value);
  if (isJsonObject(value) && Object.hasOwn(value, 'directive') && !Object.hasOwn(value, 'event')) {
    const problems = validateDirective(value, options);
    return kind === undefined ? { problems } : { kind, problems };
  }
  const direct = kind !== undefined && (!isPostable(kind) || (isReply(kind) && scopeTokenOf(value) === undefined));
  const problems = validateEvent(value, { mode: options.mode, posted: !direct });
  return kind === undefined ? { problems } : { kind, problems };
}
