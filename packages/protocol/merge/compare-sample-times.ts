import { parseLooseTimestamp } from '../timestamp/timestamp.ts';

const finerDigits = /[.,]\d{3}(\d{1,6})/;

/**
 * Compares two times of samples as texts: below zero when `a` is the older, above zero when it is the newer, zero when
 * they are the same moment. Every form that `parseLooseTimestamp` reads is understood, and fractions finer than a
 * millisecond count; a text that is no time is older than any time.
 */
export function compareSampleTimes(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  const atA = parseLooseTimestamp(a)?.at;
  const atB = parseLooseTimestamp(b)?.at;
  if (atA === undefined || atB === undefined) {
    return (atA === undefined ? 0 : 1) - (atB === undefined ? 0 : 1);
  }
  return atA - atB || nanosecondsOf(a) - nanosecondsOf(b);
}

/** What a time says beyond the millisecond. */
function nanosecondsOf(text: string): number {
  return Number((finerDigits.exec(text)?.[1] ?? '').padEnd(6, '0'));
}
