import { memberOf, textAt } from '../json/json-object.ts';
import { attributeNameOf } from './attribute-reference.ts';
import type { NoticeLocale } from './notice-locale.ts';
import { parseNoticeTime } from './notice-time.ts';

/**
 * What fills the sentence of a notice, read from its payload by paths of member names. Whatever is absent or of another
 * type reads as empty: sentences are made of notices that were taken, and not of these alone.
 */
export interface NoticeSlots {
  /** A text, localised where it refers to an attribute; `''` when absent. */
  text(...path: string[]): string;
  /** The words of a list. */
  words(...path: string[]): readonly string[];
  /** A number as the payload has it, or `''`. */
  count(...path: string[]): number | '';
  /** A day in words, in the locale and time zone; `''` when absent or no time. */
  day(...path: string[]): string;
  /** A day with the time of day in words, likewise. */
  moment(...path: string[]): string;
  /** Several words in a row, as the locale joins them. */
  join(words: readonly string[]): string;
}

/** What the slots are read from; `missing` is told each attribute that is referred to and not there. */
export interface NoticeSlotsOptions {
  readonly payload: unknown;
  readonly entry: unknown;
  readonly locale: NoticeLocale;
  readonly timeZone: string;
  readonly onMissing: (name: string) => void;
}

/** Makes the slots of one payload in one locale. */
export function createNoticeSlots(options: NoticeSlotsOptions): NoticeSlots {
  const { payload, locale, timeZone } = options;
  const at = (path: readonly string[]): unknown => path.reduce(memberOf, payload);
  const encode = (path: readonly string[], style: Intl.DateTimeFormatOptions): string => {
    const time = parseNoticeTime(textAt(payload, path) ?? '');
    return time === undefined ? '' : createFormatter(locale, { ...style, timeZone }).format(time.at);
  };
  return {
    text: (...path) => localize(textAt(payload, path) ?? '', options),
    words: (...path) => {
      const list = at(path);
      return Array.isArray(list) ? list.filter(item => typeof item === 'string') : [];
    },
    count: (...path) => {
      const number = at(path);
      return typeof number === 'number' ? number : '';
    },
    day: (...path) => encode(path, { month: 'long', day: 'numeric' }),
    moment: (...path) => encode(path, { month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit' }),
    join: words => new Intl.ListFormat(locale, { type: 'conjunction' }).format(words),
  };
}

/** Only the formatter itself knows the names of time zones, and throws for all others; those are told in UTC. */
function createFormatter(locale: NoticeLocale, style: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locale, style);
  } catch {
    return new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC' });
  }
}

/** A text without any reference: the text that it refers to, or, where there is none, the bare name. */
function localize(text: string, { entry, onMissing }: NoticeSlotsOptions): string {
  const name = attributeNameOf(text);
  if (name === undefined) {
    return dropReferences(text);
  }
  const localized = textAt(entry, [name]);
  if (localized === undefined) {
    onMissing(name);
  }
  return dropReferences(localized ?? name);
}

/** A text in which `localizedattribute:` stands nowhere, in whatever letters. */
export function dropReferences(text: string): string {
  const dropped = text.replace(/localizedattribute:/gi, '');
  return dropped === text ? text : dropReferences(dropped);
}
