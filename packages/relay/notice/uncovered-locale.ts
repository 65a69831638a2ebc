import { chooseNoticeLocale, listNoticeLocales, type NoticeLocale, type Region } from '@gatehouse/protocol';
import type { AudienceCount } from '../subscriber/subscriber-store.ts';
import type { NoticeAddress } from './address-notice.ts';
import type { NoticeWarning } from './read-notice.ts';

/** Subscribers whose device may tell nothing: none of the notice's locales is theirs, or only another of their language. */
export interface UncoveredLocale {
  readonly region: Region;
  readonly locale: string;
  readonly subscribers: number;
  readonly nearest?: NoticeLocale;
}

/**
 * The locales in the regions that a notice goes to: of the one customer, as the last skill event had it, and of `everybody`,
 * as far as they were counted.
 */
export function listLocales(
  { regions, subscriber }: NoticeAddress,
  everybody: readonly AudienceCount[] = [],
): readonly AudienceCount[] {
  const own = subscriber?.locale === undefined ? [] : [{ ...subscriber, subscribers: 1 }];
  return [...everybody, ...own]
    .map(({ region, locale, subscribers }) => ({ region, subscribers, ...(locale === undefined ? {} : { locale }) }))
    .filter(({ region }) => regions.includes(region));
}

/**
 * Whoever has none of the locales of `localizedAttributes`, whatever that is. A notice without texts of its own has nothing
 * that a locale could lack. Source: notice sheet 6, locale of `localizedAttributes` differs from the device.
 */
export function findUncovered(attributes: unknown, audience: readonly AudienceCount[]): readonly UncoveredLocale[] {
  if (listNoticeLocales(attributes).length === 0) return [];
  return audience.flatMap(({ region, locale, subscribers }) => {
    if (locale === undefined) return [];
    const choice = chooseNoticeLocale(attributes, locale);
    if (choice?.match === 'exact') return [];
    return [{ region, locale, subscribers, ...(choice === undefined ? {} : { nearest: choice.locale }) }];
  });
}

/** What is told of them to whoever sends the notice. */
export function warnUncovered({ region, locale, subscribers, nearest }: UncoveredLocale): NoticeWarning {
  const instead = nearest === undefined ? 'and may hear nothing' : `and may hear ${nearest} or nothing`;
  const who = subscribers === 1 ? '1 subscriber in' : `${subscribers} subscribers in`;
  const has = subscribers === 1 ? 'has' : 'have';
  const message = `${who} ${region} ${has} the locale ${locale}, which localizedAttributes has no entry for, ${instead}; add an entry`;
  return { code: 'locale-uncovered', message, pointer: '/localizedAttributes' };
}
