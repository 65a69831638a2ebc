import { isNoticeLocale, listNoticeLocales } from '@gatehouse/protocol';
import type { Reason } from '../journal/reason.ts';
import type { ListedFate } from './list-fates.ts';
import { createNoticeReason } from './notice-rules.ts';

/**
 * Why a notice is not pending, or was not heard; undefined where there is nothing to say. What hangs on the customer names
 * what was found, and what to do. Source: notice sheet 6, locale and wrong region.
 */
export function describeFate({ notice, fate }: Pick<ListedFate, 'notice' | 'fate'>): Reason | undefined {
  const { code, locale } = fate;
  switch (code) {
    case undefined:
      return undefined;
    case 'wrong-region': {
      const { region = 'another region' } = fate;
      const found = `The notice came to ${notice.region}, and the customer was in ${region} when it was due`;
      return createNoticeReason(code, `${found}, so that nobody hears it; send it to the region of the customer`);
    }
    case 'locale-not-matched': {
      const texts = listNoticeLocales(notice.attributes).join(', ') || 'none';
      const found = `The customer's device is set to ${locale}, and the locales of localizedAttributes are ${texts}`;
      return createNoticeReason(code, `${found}, so that nothing is told; ${remedyFor(locale)}`);
    }
    default:
      return createNoticeReason(code);
  }
}

function remedyFor(locale: string): string {
  return isNoticeLocale(locale) ? `add an entry for ${locale}` : `notices have no locale ${locale}`;
}
