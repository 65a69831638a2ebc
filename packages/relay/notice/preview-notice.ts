import {
  isNoticeLocale,
  listNoticeLocales,
  type NoticeLocale,
  type Problem,
  type Region,
  renderNotice,
} from '@gatehouse/protocol';
import type { AudienceCount } from '../subscriber/subscriber-store.ts';
import type { NoticeAddress } from './address-notice.ts';
import type { NoticeWarning, RequestedNotice } from './read-notice.ts';
import { findUncovered, listLocales, type UncoveredLocale, warnUncovered } from './uncovered-locale.ts';

/** What a customer would be told in one locale, and how well that is known; `missing` are the texts that the locale lacks. */
export interface PreviewedSentence {
  readonly locale: NoticeLocale;
  readonly text: string;
  readonly basis: string;
  readonly language: string;
  readonly missing: readonly string[];
}

/** What would be sent, to whom, and heard how. `sendable` is whether the same request would be taken. */
export interface NoticePreview {
  readonly sendable: boolean;
  readonly notice: unknown;
  readonly stage: string;
  readonly regions: readonly Region[];
  readonly audience: readonly AudienceCount[];
  readonly uncovered: readonly UncoveredLocale[];
  readonly sentences: readonly PreviewedSentence[];
  readonly warnings: readonly NoticeWarning[];
  readonly problems: readonly (Pick<Problem, 'code' | 'pointer' | 'message'> & Partial<Problem>)[];
}

/** What is told where neither notice nor subscribers name a locale: our choice. */
const FALLBACK: NoticeLocale = 'en-US';

/**
 * Renders a notice without sending it: a sentence for each of its locales, or, where it has no texts of its own, for those of
 * its subscribers. Times are told in UTC. Amazon publishes no template in full, so each sentence says its basis.
 *
 * @param found where the notice would go, and the locales of its subscribers, of as many as are known
 */
export function previewNotice(
  requested: RequestedNotice,
  found: { readonly address: NoticeAddress; readonly locales: readonly AudienceCount[] },
): NoticePreview {
  const { notice, stage, problems, warnings } = requested;
  const { regions, audience, refusal } = found.address;
  const locales = listLocales(found.address, found.locales);
  const uncovered = findUncovered(notice.localizedAttributes, locales);
  const refusals =
    refusal === undefined ? [] : [{ code: refusal.code, pointer: refusal.pointer ?? '', message: refusal.message }];
  return {
    sendable: problems.length === 0 && refusal === undefined,
    ...{ notice, stage, regions, audience, uncovered },
    sentences: sentencesOf(requested, locales),
    warnings: [...warnings, ...found.address.warnings, ...uncovered.map(warnUncovered)],
    problems: [...problems, ...refusals],
  };
}

function sentencesOf({ notice }: RequestedNotice, audience: readonly AudienceCount[]): readonly PreviewedSentence[] {
  const own = listNoticeLocales(notice.localizedAttributes);
  const theirs = audience.map(({ locale }) => locale).filter(isNoticeLocale);
  const locales = new Set([own, theirs, [FALLBACK]].find(list => list.length > 0));
  return [...locales].flatMap(locale => {
    const rendered = renderNotice(notice.event, { locale, attributes: notice.localizedAttributes });
    return rendered === undefined ? [] : [{ locale, ...rendered }];
  });
}
