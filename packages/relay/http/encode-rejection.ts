import type { Problem } from '@gatehouse/protocol';
import { remedyOfRule } from '../outbox/remedy-of-rule.ts';

/** An event that was not taken: where it stood in the request, its first problem in full, and the others in short. */
export interface RejectedEvent {
  readonly index: number;
  readonly code: string;
  readonly pointer: string;
  readonly message: string;
  readonly rule: string;
  readonly source: string;
  readonly remedy?: string;
  readonly more?: readonly Pick<Problem, 'code' | 'pointer' | 'message' | 'rule'>[];
}

/** Writes why an event was not taken; its pointers are relative to the event. */
export function encodeRejection(index: number, problems: readonly [Problem, ...Problem[]]): RejectedEvent {
  const [first, ...others] = problems;
  const remedy = remedyOfRule(first.rule);
  return {
    index,
    code: first.code,
    pointer: first.pointer,
    message: first.message,
    rule: first.rule,
    source: first.source,
    ...(remedy === undefined ? {} : { remedy }),
    ...(others.length === 0
      ? {}
      : { more: others.map(({ code, pointer, message, rule }) => ({ code, pointer, message, rule })) }),
  };
}
