import {
  chooseNoticeLocale,
  encodeTimestamp,
  listNoticeLocales,
  type NoticeLocale,
  type RenderedNotice,
  renderNotice,
} from '@gatehouse/protocol';
import type { Reason } from '../journal/reason.ts';
import { concealTokens } from '../token/conceal-tokens.ts';
import { describeFate } from './describe-fate.ts';
import type { ListedFate } from './list-fates.ts';
import type { NoticeFate } from './notice-fate.ts';
import { refersToTexts } from './resolve-outcome.ts';
import type { NoticeStage, TakenNotice } from './taken-notice.ts';

/**
 * A notice as one customer hears it, or would. `text` is the sentence, `basis` how well it is known; `locale` is the one
 * that it is told in, which is another than the device's where `localeMatch` is `fallback`. Times are ISO 8601 UTC; `reason`
 * says why the notice is not pending, or not heard.
 */
export interface NoticeView {
  /** Grows from notice to notice; the value for `after` when paging. */
  readonly id: string;
  readonly referenceId: string;
  readonly event: string;
  readonly skillId: string;
  readonly stage: NoticeStage;
  readonly audience: 'Multicast' | 'Unicast';
  readonly locale: string;
  readonly localeMatch: 'exact' | 'fallback' | 'none';
  readonly text: string;
  readonly basis: RenderedNotice['basis'];
  readonly state: NoticeFate['state'];
  readonly reason?: Reason;
  readonly timestamp: string;
  readonly takenAt: string;
  readonly dueAt: string;
  readonly expiresAt: string;
  /** When the customer heard it, also where a newer version has come since. */
  readonly heardAt?: string;
}

/** What a notice is worded with. */
export interface ViewContext {
  readonly fallback: 'language' | 'none';
  /** The name of a skill, where it is known. */
  nameOf(skillId: string): string | undefined;
}

/** Words a notice and where it stands for a customer. */
export function viewNotice({ notice, fate }: ListedFate, { fallback, nameOf }: ViewContext): NoticeView {
  const { event, attributes, skillId } = notice;
  const { locale, match } = chooseLocale(notice, fate.locale, fallback);
  const { timeZone } = fate;
  const reason = describeFate({ notice, fate });
  const skillName = nameOf(skillId);
  const rendered = renderNotice(event, { locale, attributes, timeZone, ...(skillName !== undefined && { skillName }) });
  const { text, basis } = rendered ?? { text: '', basis: 'chosen' };
  return {
    id: encodeNoticeId(notice.number),
    referenceId: concealTokens(notice.referenceId),
    event: event.name,
    skillId,
    stage: notice.stage,
    audience: notice.userId === undefined ? 'Multicast' : 'Unicast',
    locale,
    localeMatch: match,
    text: concealTokens(text),
    basis,
    state: fate.state,
    ...(reason !== undefined && { reason }),
    timestamp: encodeTimestamp(notice.timestamp),
    takenAt: encodeTimestamp(notice.takenAt),
    dueAt: encodeTimestamp(notice.dueAt),
    expiresAt: encodeTimestamp(notice.expiresAt),
    ...(fate.heardAt !== undefined && { heardAt: encodeTimestamp(fate.heardAt) }),
  };
}

/** The id of a notice, which sorts as its number does. */
function encodeNoticeId(number: number): string {
  return `notice-${String(number).padStart(12, '0')}`;
}

interface Told {
  readonly locale: NoticeLocale;
  readonly match: NoticeView['localeMatch'];
}

/** Where no locale matches, what would be told is shown in the first that there is. */
function chooseLocale(notice: TakenNotice, device: string, fallback: 'language' | 'none'): Told {
  const chosen = chooseNoticeLocale(notice.attributes, device, { fallback });
  if (chosen !== undefined) return chosen;
  const [first] = refersToTexts(notice) ? listNoticeLocales(notice.attributes) : [];
  // Of a device's other locales the rendering knows only the language, and tells it in English.
  return { locale: first ?? (device as NoticeLocale), match: 'none' };
}
