import { memberOf } from '../json/json-object.ts';
import { englishPhrases } from './english-phrases.ts';
import { japanesePhrases } from './japanese-phrases.ts';
import type { NoticeLocale } from './notice-locale.ts';
import { isNoticeName } from './notice-name.ts';
import type { NoticeBasis, NoticePhrases } from './notice-phrases.ts';
import { createNoticeSlots, dropReferences } from './notice-slots.ts';

/**
 * How a notice is rendered. `locale` is what it is told in, as `chooseNoticeLocale` answers it, or the device's where the
 * notice has no texts of its own. `attributes` is the notice's member `localizedAttributes`, whatever it is; of two entries
 * of a locale the first counts. `timeZone` is an IANA name and UTC unless given, also for a name that nobody knows: reports
 * differ whether Alexa tells times in the customer's zone. `skillName` is told where a sentence is known to name the skill.
 */
export interface RenderNoticeOptions {
  readonly locale: NoticeLocale;
  readonly attributes?: unknown;
  readonly timeZone?: string;
  readonly skillName?: string;
}

/**
 * The sentence that a customer is told. `basis` says how well it is founded, `language` what language its own words are
 * in: where no template of the locale's language is known the sentence is in English and `chosen`. `missing` are the
 * attributes that the payload refers to and the locale does not have; their bare names stand in the text.
 */
export interface RenderedNotice {
  readonly text: string;
  readonly basis: NoticeBasis;
  readonly language: 'en' | 'ja';
  readonly missing: readonly string[];
}

/**
 * Renders the member `event` of a notice; undefined when its name is none of the catalogue. Any payload may be given and
 * nothing is thrown; the text never holds a reference. Amazon has the templates and does not publish them in full. Source:
 * notice sheet 1, Rendered text.
 */
export function renderNotice(event: unknown, options: RenderNoticeOptions): RenderedNotice | undefined {
  const name = memberOf(event, 'name');
  if (!isNoticeName(name)) {
    return undefined;
  }
  const { locale, attributes, skillName, timeZone = 'UTC' } = options;
  const missing = new Set<string>();
  const slots = createNoticeSlots({
    payload: memberOf(event, 'payload'),
    entry: Array.isArray(attributes) ? attributes.find(entry => memberOf(entry, 'locale') === locale) : undefined,
    locale,
    timeZone,
    onMissing: attribute => missing.add(attribute),
  });
  const { language, phrases, isKnown } = phrasesOf(locale);
  const { basis, encode } = phrases[name];
  const text = dropReferences(encode(slots, skillName).replace(/\s+/g, ' ').trim());
  return { text, basis: isKnown ? basis : 'chosen', language, missing: [...missing] };
}

function phrasesOf(locale: NoticeLocale): {
  readonly language: 'en' | 'ja';
  readonly phrases: NoticePhrases;
  readonly isKnown: boolean;
} {
  return locale === 'ja-JP'
    ? { language: 'ja', phrases: japanesePhrases, isKnown: true }
    : { language: 'en', phrases: englishPhrases, isKnown: locale.startsWith('en-') };
}
