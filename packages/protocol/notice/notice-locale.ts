/** The locales of notices, seventeen in all. Source: proactive events API, Locale values. */
export const noticeLocales = [
  'ar-SA',
  'de-DE',
  'en-AU',
  'en-CA',
  'en-GB',
  'en-IN',
  'en-US',
  'es-ES',
  'es-MX',
  'es-US',
  'fr-CA',
  'fr-FR',
  'hi-IN',
  'it-IT',
  'ja-JP',
  'nl-NL',
  'pt-BR',
] as const;

/** One of the seventeen locales. */
export type NoticeLocale = (typeof noticeLocales)[number];

/** Whether a value is one of the seventeen locales, letter by letter. */
export function isNoticeLocale(value: unknown): value is NoticeLocale {
  return noticeLocales.some(locale => locale === value);
}
