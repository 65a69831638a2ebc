import { noticeLocales } from '../notice/notice-locale.ts';

/**
 * The locales that a name may be given for. Those of Alexa's event schemas, seventeen in all. Source: proactive events
 * reference, localizedAttributes; fact sheet 3.5, friendlyNames.
 */
export const locales: readonly string[] = noticeLocales;
