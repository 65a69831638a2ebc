import type { NoticeErrorCode, NoticeErrorProfile, Problem } from '@gatehouse/protocol';
import { reasonOfProblem } from '../event/reason-of-problem.ts';
import type { Reason } from '../journal/reason.ts';
import { createNoticeReason, type NoticeRefusalId, noticeRules } from './notice-rules.ts';
import type { NewNotice } from './taken-notice.ts';

/** Why a notice is refused: the code of the terse answer, and the reason that the journal keeps. */
export interface NoticeRefusal {
  readonly type: 'refused';
  readonly code: NoticeErrorCode;
  readonly reason: Reason;
  /** What was seen said in 2019 in place of the code's sentence. */
  readonly said?: string;
  /** The notice, where nothing is wrong with it but its customer: to be told of among the customer's. */
  readonly notice?: NewNotice;
}

/** The refusal with this id. */
export function refuseNotice(id: NoticeRefusalId, said?: string): NoticeRefusal {
  const code = noticeRules[id].code ?? 'INVALID_REQUEST';
  return { type: 'refused', code, reason: createNoticeReason(id), ...(said !== undefined && { said }) };
}

/** A refusal in a form of errors: a bad token was 401 in the page and 403 in 2019. */
export function resolveNoticeRefusal(refusal: NoticeRefusal, profile: NoticeErrorProfile): NoticeRefusal {
  const { code } = refusal.reason;
  if (profile !== '2019' || !isNoticeRule(code)) return refusal;
  return { ...refusal, code: noticeRules[code].in2019 ?? refusal.code };
}

/** The refusal for a rule of the notice's form that it breaks. */
export function refuseNoticeProblem(problem: Problem): NoticeRefusal {
  return { type: 'refused', code: codeOf(problem), reason: reasonOfProblem(problem) };
}

function codeOf({ rule, code }: Problem): NoticeErrorCode {
  if (rule === 'notice-expiry') return 'INVALID_EXPIRY_TIME';
  return code === 'wrong-length' ? 'INVALID_STRING_LENGTH' : 'INVALID_REQUEST';
}

function isNoticeRule(code: string): code is keyof typeof noticeRules {
  return Object.hasOwn(noticeRules, code);
}
