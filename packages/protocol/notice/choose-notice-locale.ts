import { memberOf } from '../json/json-object.ts';
import { isNoticeLocale, type NoticeLocale } from './notice-locale.ts';

/** A locale that a notice has texts for, and how it was found. */
export interface NoticeLocaleChoice {
  readonly locale: NoticeLocale;
  readonly match: 'exact' | 'fallback';
}

/**
 * Which of a notice's locales a device is told in: the device's own, else, unless `fallback` is `none`, the first entry of
 * the same language, else undefined: what the customer hears then is unknown. `attributes` is the notice's member
 * `localizedAttributes`, whatever it is; entries of other locales than the seventeen are passed over. Amazon says only that
 * it "tries to match on language and region" and was seen to tell nothing when none matched; that another region of the
 * same language is good enough is our choice. Source: proactive events API, localizedAttributes.locale; notice sheet 2,
 * Choice of locale.
 */
export function chooseNoticeLocale(
  attributes: unknown,
  deviceLocale: string,
  options: { readonly fallback?: 'language' | 'none' } = {},
): NoticeLocaleChoice | undefined {
  const present = listNoticeLocales(attributes);
  const exact = present.find(locale => locale === deviceLocale);
  if (exact !== undefined) {
    return { locale: exact, match: 'exact' };
  }
  const language = languageOf(deviceLocale);
  const near = options.fallback === 'none' ? undefined : present.find(locale => languageOf(locale) === language);
  return near === undefined ? undefined : { locale: near, match: 'fallback' };
}

/** The known locales that `localizedAttributes` has entries for, in their order. */
export function listNoticeLocales(attributes: unknown): readonly NoticeLocale[] {
  return Array.isArray(attributes) ? attributes.map(entry => memberOf(entry, 'locale')).filter(isNoticeLocale) : [];
}

function languageOf(locale: string): string {
  return locale.split('-')[0] ?? '';
}
