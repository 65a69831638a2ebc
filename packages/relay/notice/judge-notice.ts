import type { NoticeResult } from '@gatehouse/client';
import { encodeTimestamp } from '@gatehouse/protocol';
import type { DeliveryConfig } from '../config/delivery-config.ts';
import type { NoticeConfig } from '../config/notice-config.ts';
import { delayOf } from '../verdict/delay.ts';
import { describeAnswer } from '../verdict/describe-answer.ts';
import type { LaneWait, Verdict } from '../verdict/verdict.ts';

/** What is decided about a notice; `Verdict` says what each means. */
export type NoticeVerdict =
  | { readonly type: 'delivered' | 'dead' | 'refresh'; readonly why: string }
  | Extract<Verdict, { type: 'expired' | 'again' }>;

/** What counts beside the answer itself; times in milliseconds since the epoch. */
export interface NoticeHistory {
  /** Failed sends of the lane since the last accepted one, before this one. */
  readonly failures: number;
  /** Until when the notice may be sent. */
  readonly expiresAt?: number | undefined;
  /** Whether the token was replaced because an earlier one was refused. */
  readonly refreshed: boolean;
  readonly now: number;
  /** From 0 to 1, for the jitter. */
  readonly chance: number;
}

/** What verdicts on notices depend on. */
export interface NoticeRules {
  readonly delivery: DeliveryConfig;
  readonly notices: Pick<NoticeConfig, 'limitPauseMs'>;
}

/**
 * What an answer to a notice means. What Alexa had before counts as delivered. A failure that may pass is tried again until
 * the notice expires, with growing delays and jitter; the limit of one customer waits long, since its window is unknown. A token
 * is replaced once, and one that is refused anew is the operator's to mend: the notice waits. What is refused for a reason of
 * its own is dead.
 *
 * Source: proactive events API, HTTP status codes; notice sheet 2, Statuses and bodies, and 6.
 */
export function judgeNotice(
  { answer, outcome, error }: NoticeResult,
  history: NoticeHistory,
  rules: NoticeRules,
): NoticeVerdict {
  const said = describeAnswer(answer);
  const meant = error === undefined ? '' : `: ${error.meaning}. ${error.remedy}`;
  switch (outcome.type) {
    case 'accepted':
      return { type: 'delivered', why: `${said}: accepted, which is no receipt: Alexa does not tell what was heard` };
    case 'duplicate':
      return { type: 'delivered', why: `${said}: Alexa had this notice before, in this version or a later one` };
    case 'refresh':
      if (!history.refreshed) return { type: 'refresh', why: `${said}: once more with a fresh token` };
      if (error === undefined)
        return { type: 'dead', why: `${said} to a token just given, and says no reason that is known` };
      return waitFor({ said: `${said} to a token just given${meant}`, delayMs: rules.delivery.probeMs }, history);
    case 'again': {
      const { failures, chance } = history;
      const ask = { tries: 0, failures: failures + 1, chance, afterMs: outcome.afterMs ?? 0 };
      return waitFor({ said, delayMs: delayOf(ask, rules.delivery) }, history);
    }
    case 'later':
      return waitFor({ said: `${said}${meant}`, delayMs: limitPauseOf(outcome.afterMs, history, rules) }, history);
    case 'dead':
      return { type: 'dead', why: `${said}${meant === '' ? ': the same notice would be refused again' : meant}` };
  }
}

/** What it means for a notice that no token could be had. */
export function judgeNoticeToken(
  { why, afterMs }: { readonly why: string; readonly afterMs: number },
  history: NoticeHistory,
  { delivery }: NoticeRules,
): NoticeVerdict {
  const { failures, chance } = history;
  const delayMs = delayOf({ tries: 0, failures: failures + 1, chance, afterMs }, delivery);
  return waitFor({ said: why, delayMs }, history);
}

/** With jitter, so that customers who were limited together do not come back together. */
function limitPauseOf(afterMs: number | undefined, { chance }: NoticeHistory, { notices }: NoticeRules): number {
  return Math.ceil(Math.max(notices.limitPauseMs * (1 + chance / 4), afterMs ?? 0));
}

function waitFor({ said, delayMs }: { said: string; delayMs: number }, history: NoticeHistory): NoticeVerdict {
  const { now, expiresAt, failures } = history;
  const wait: LaneWait = { dueAt: now + delayMs, failures: failures + 1 };
  if (expiresAt !== undefined && expiresAt <= wait.dueAt) {
    return { type: 'expired', wait, why: `${said}; the notice expires before it may be sent again` };
  }
  return { type: 'again', wait, fresh: false, why: `${said}; sent again not before ${encodeTimestamp(wait.dueAt)}` };
}
