/**
 * The table of verdicts; that of notices is `../notice/judge-notice.ts`. Beside it: `delay.ts` (how long to wait), `park.ts` and `hold.ts` (the sentences for
 * operators), `judge-token.ts` (when it was the token that could not be had). Nothing here keeps state.
 */
import type { Answer, Outcome, ParkReason } from '@gatehouse/client';
import { encodeTimestamp } from '@gatehouse/protocol';
import type { DeliveryConfig } from '../config/delivery-config.ts';
import type { EventClass } from '../outbox/outbox-store.ts';
import { delayOf, mayResend } from './delay.ts';
import { describeAnswer } from './describe-answer.ts';
import { holdOf } from './hold.ts';
import { parkOf } from './park.ts';
import type { Verdict } from './verdict.ts';

/** The history of a message: what counts beside the answer itself. */
export interface MessageHistory {
  readonly class: EventClass;
  /** How often this messageId was sent, the send in question included. */
  readonly tries: number;
  /** Failed sends of the lane since the last accepted one, before this one. */
  readonly failures: number;
  /** When the event ends unsent, in milliseconds since the epoch. */
  readonly expiresAt?: number;
  /** How many events travel in the message; more than one only for catalogue events. */
  readonly size: number;
  /** Whether the message is half of a larger one that failed a moment ago. */
  readonly halved: boolean;
  /** Whether the token was refreshed because an earlier one was refused. */
  readonly refreshed: boolean;
  /** Whether the region was asked for and is this one, or could not be told. */
  readonly relocated: boolean;
  /** When the customer's grant was given, in milliseconds since the epoch, if known. */
  readonly linkedAt?: number;
}

/** One answer to one message, judged at `now`; `chance` is from 0 to 1, for the jitter. */
export interface VerdictCase {
  readonly answer: Answer;
  readonly outcome: Outcome;
  readonly history: MessageHistory;
  readonly now: number;
  readonly chance: number;
}

/** What the message's answer and history together mean (send-events reference, HTTP status codes; fact sheet 6.2). */
export function judgeVerdict(verdictCase: VerdictCase, config: DeliveryConfig): Verdict {
  const { outcome, history } = verdictCase;
  const said = describeAnswer(verdictCase.answer);
  switch (outcome.type) {
    case 'accepted':
      return { type: 'delivered', why: `${said}: accepted` };
    case 'again':
      return judgeAgain({ verdictCase, said, afterMs: outcome.afterMs ?? 0 }, config);
    case 'refresh':
      if (history.refreshed) return judgePark('link-lost', history, `${said} to a token just refreshed`);
      return { type: 'refresh', why: `${said}: once more with a fresh token` };
    case 'relocate':
      return judgeRelocation({ verdictCase, said, reason: outcome.reason }, config);
    case 'park':
      return judgePark(outcome.reason, history, said);
    case 'hold':
      return { type: 'hold', reason: outcome.reason, why: `${said}: ${uncapitalised(holdOf(outcome.reason).reason)}` };
    case 'split':
      if (history.size > 1) return { type: 'split', why: `${said}: sent again in two halves` };
      return { type: 'dead', why: `${said}: the message is too large and cannot be divided` };
    case 'dead':
      if (history.size > 1) return { type: 'split', why: `${said}: sent again in two halves, to find what is refused` };
      return { type: 'dead', why: `${said}: the same message would be refused again` };
  }
}

interface AgainCase {
  readonly verdictCase: VerdictCase;
  readonly said: string;
  readonly afterMs: number;
}

/**
 * After the last resend an edge event or a reply goes on as a new message until its time is over. A level or catalogue
 * event stays at the head of its lane: its next message, with a messageId of its own, is made of what is true by then, and
 * until one is accepted the endpoint counts as unreported. So it converges without leaving the order of its lane, and without
 * a second event to account for.
 */
function judgeAgain({ verdictCase, said, afterMs }: AgainCase, config: DeliveryConfig): Verdict {
  const { outcome, history, now, chance } = verdictCase;
  const broken = outcome.type === 'again' && outcome.reason === 'server-error';
  if (broken && history.size > 1 && !history.halved) {
    return { type: 'split', why: `${said}: sent again in two halves, in case the size was too much` };
  }
  const exhausted = !mayResend(history.tries, config);
  const failures = history.failures + 1;
  const wait = { dueAt: now + delayOf({ tries: history.tries, failures, afterMs, chance }, config), failures };
  if (history.expiresAt !== undefined && history.expiresAt <= wait.dueAt) {
    return { type: 'expired', wait, why: `${said}, and the event's time is over before it may be sent again` };
  }
  const when = `not before ${encodeTimestamp(wait.dueAt)}`;
  const why = exhausted
    ? `${said}: all ${config.resends} resends are used up, once more as a new message ${when}`
    : `${said}: resend ${history.tries} of at most ${config.resends} with the same messageId, ${when}`;
  return { type: 'again', wait, fresh: exhausted, why };
}

interface RelocationCase {
  readonly verdictCase: VerdictCase;
  readonly said: string;
  readonly reason: ParkReason;
}

/** A wrong region looks like a disabled skill, and so does a link that Alexa has not finished: neither is given up at once. */
function judgeRelocation({ verdictCase, said, reason }: RelocationCase, config: DeliveryConfig): Verdict {
  const { history, now } = verdictCase;
  if (!history.relocated) return { type: 'relocate', reason, why: `${said}: the region is asked for before giving up` };
  if (history.linkedAt !== undefined && now < history.linkedAt + config.disabledGraceMs) {
    return judgeAgain({ verdictCase, said: `${said} shortly after the grant`, afterMs: 0 }, config);
  }
  return judgePark(reason, history, said);
}

/** "Account not found" is also what an event sent too late gets, so a reply ends there and the lane goes on. */
function judgePark(reason: ParkReason, history: MessageHistory, said: string): Verdict {
  if (reason === 'account-not-found' && history.class === 'reply') {
    return { type: 'expired', why: `${said}: the reply came too late` };
  }
  return { type: 'park', reason, why: `${said}. ${parkOf(reason).reason}` };
}

function uncapitalised(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
