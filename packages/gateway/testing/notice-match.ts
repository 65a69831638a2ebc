import type { NoticeView } from '../notice/view-notice.ts';
import { showValue } from './describe-entry.ts';

/**
 * Which notices a test means: those that agree in every member given. `text` is the whole sentence, or a pattern that it
 * matches; `reason` the code of why it was not heard, such as `not-subscribed`.
 */
export interface NoticeMatch {
  readonly referenceId?: string;
  readonly event?: string;
  readonly skillId?: string;
  readonly state?: NoticeView['state'];
  readonly text?: string | RegExp;
  readonly reason?: string;
}

/** Whether a notice is meant. */
export function matchesNotice(notice: NoticeView, match: NoticeMatch): boolean {
  const { text, reason, ...members } = match;
  if (text !== undefined && !(typeof text === 'string' ? notice.text === text : text.test(notice.text))) return false;
  if (reason !== undefined && notice.reason?.code !== reason) return false;
  const wanted: [string, unknown][] = Object.entries(members);
  return wanted.every(([name, value]) => value === undefined || Reflect.get(notice, name) === value);
}

/** What a match asks for, in words. */
export function describeNoticeMatch(match: NoticeMatch): string {
  const members: [string, unknown][] = Object.entries(match).filter(([, value]) => value !== undefined);
  if (members.length === 0) return 'whatever content';
  return members.map(([name, value]) => `${name} ${value instanceof RegExp ? value : showValue(value)}`).join(', ');
}

/** A notice in a line or two: sentence, state, and why it is not heard. */
export function describeNotice({ referenceId, event, text, state, reason, dueAt }: NoticeView): string {
  const due = state === 'pending' ? ` until ${dueAt}; let time pass with advance()` : '';
  const why = reason === undefined ? '' : `, because ${reason.code}: ${reason.message}; rule ${reason.rule}`;
  return `${showValue(referenceId)} ${event}: ${showValue(text)}, ${state}${due}${why}`;
}
