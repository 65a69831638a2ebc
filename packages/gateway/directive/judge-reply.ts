import { isJsonObject, type JsonObject, kindOf } from '@gatehouse/protocol';
import type { Reason } from '../journal/reason.ts';
import { isShallow } from '../shape/is-shallow.ts';
import { createDirectiveReason } from './directive-rules.ts';

/** A usable answer, or why there is none. */
export type ReplyJudgement =
  | { readonly type: 'replied'; readonly kind: string; readonly reply: JsonObject }
  | { readonly type: 'failed'; readonly reason: Reason };

/**
 * Judges the body that a skill sent back for a directive: an event with namespace and name is a usable answer, whatever else
 * it says. The text is never repeated in the reason, as it may hold anything.
 */
export function judgeReply(body: string): ReplyJudgement {
  const reply = parseJson(body);
  const kind = kindOf(reply);
  if (!isJsonObject(reply) || kind === undefined || !isJsonObject(reply.event)) {
    const found = reply === undefined ? 'no JSON' : 'JSON without an event';
    return refuse(`The skill answered ${found}; allowed is an object with event.header`);
  }
  if (!isShallow(reply)) return refuse('The skill answered an event that nests more than 64 levels deep');
  return { type: 'replied', kind, reply };
}

function refuse(message: string): ReplyJudgement {
  return { type: 'failed', reason: createDirectiveReason('not-a-reply', message) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
