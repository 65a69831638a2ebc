import type { NoticeAttributes } from '../notice/notice.ts';
import { isNoticeLocale, type NoticeLocale, noticeLocales } from '../notice/notice-locale.ts';

/**
 * A text by locale. Give every locale that customers have: who speaks none of them may be told nothing. A locale that is
 * undefined counts as not given.
 */
export type NoticeText = Readonly<Partial<Record<NoticeLocale, string>>>;

/**
 * The entries of `localizedAttributes` for texts by attribute: one for each locale that any of them has. A text that lacks
 * a locale has there what it has in its first. Without texts there is an entry for each of the seventeen locales, so that
 * no customer goes without. Source: proactive events API, localizedAttributes.
 */
export function encodeNoticeTexts(
  texts: Readonly<Record<string, NoticeText | undefined>>,
): readonly NoticeAttributes[] {
  const given = Object.entries(texts).flatMap(([attribute, text]) => (text === undefined ? [] : [{ attribute, text }]));
  if (given.length === 0) {
    return noticeLocales.map(locale => ({ locale }));
  }
  const locales = new Set(given.flatMap(({ text }) => localesOf(text)));
  return [...locales].map(locale => ({
    ...Object.fromEntries(given.map(({ attribute, text }) => [attribute, textIn(text, locale)])),
    locale,
  }));
}

function localesOf(text: NoticeText): NoticeLocale[] {
  return Object.keys(text)
    .filter(isNoticeLocale)
    .filter(locale => text[locale] !== undefined);
}

function textIn(text: NoticeText, locale: NoticeLocale): string {
  const [first] = localesOf(text);
  return text[locale] ?? (first === undefined ? undefined : text[first]) ?? '';
}
