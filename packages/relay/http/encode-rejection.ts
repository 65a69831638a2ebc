import type { Problem } from '@gatehouse/protocol';
import { remedyOfRule } from '../outbox/remedy-of-rule.ts';

/** An event that was not taken: where it stood in the request, its first problem in full, and the others in short. */
export interface RejectedEvent {
  readonly index: number;
  readonly code: string;
  /** Into the request's body, RFC 6901. */
  readonly pointer: string;
  readonly message: string;
  readonly rule: string;
  readonly source: string;
  readonly remedy?: string;
  readonly more?: readonly Pick<Problem, 'code' | 'pointer' | 'message' | 'rule'>[];
}

/** Where an event stood in the request: its place in the list, and the pointer to it in the body. */
export interface SubmittedPlace {
  /** From 0. */
  readonly index: number;
  /** RFC 6901. */
  readonly pointer: string;
}

/** Writes why an event was not taken; the pointers of its problems are relative to the event, those of the answer to the request's body. */
export function encodeRejection(
  { index, pointer: base }: SubmittedPlace,
  problems: readonly [Problem, ...Problem[]],
): RejectedEvent {
  const [first, ...others] = problems;
  const remedy = remedyOfRule(first.rule);
  return {
    index,
    code: first.code,
    pointer: base + first.pointer,
    message: first.message,
    rule: first.rule,
    source: first.source,
    ...(remedy === undefined ? {} : { remedy }),
    ...(others.length === 0
      ? {}
      : { more: others.map(({ code, pointer, message, rule }) => ({ code, pointer: base + pointer, message, rule })) }),
  };
}
