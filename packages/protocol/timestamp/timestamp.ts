/** A point in time as read from a text: milliseconds since the epoch, and whether the text was in the strict form. */
export interface LooseTimestamp {
  readonly at: number;
  readonly exact: boolean;
}

const strictForm = /^([1-9]\d{3})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,3}))?Z$/;
const looseForm = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9})|:(\d\d))?([Zz]|[+-]\d\d:?\d\d)$/;

/**
 * Reads the form that the documents allow: `YYYY-MM-DDThh:mm:ssZ` with one to three fraction digits at most, UTC,
 * upper-case letters, a day that the calendar has, no hour 24 and no second 60. Milliseconds since the epoch, or
 * undefined. Source: fact sheet 1.4 and 3.4, DateTime.
 */
export function parseTimestamp(text: string): number | undefined {
  const match = strictForm.exec(text);
  if (match === null) {
    return undefined;
  }
  const [, year, month, day, hour, minute, second, fraction = ''] = match;
  return resolveInstant([year, month, day, hour, minute, second].map(Number), Number(fraction.padEnd(3, '0')));
}

/**
 * Reads what senders in the field write as well: an offset instead of `Z`, up to nine fraction digits (cut to
 * milliseconds), a space or lower-case letters, and `ss:cc` with hundredths after a colon, the misprint of the
 * SimpleEventSource document's own example. `exact` is true when `parseTimestamp` takes the text too. Source: fact
 * sheet 1.4, "what the real gateway takes", and 12, row 30.
 */
export function parseLooseTimestamp(text: string): LooseTimestamp | undefined {
  const strict = parseTimestamp(text);
  if (strict !== undefined) {
    return { at: strict, exact: true };
  }
  const match = looseForm.exec(text);
  if (match === null) {
    return undefined;
  }
  const [, year, month, day, hour, minute, second, fraction, hundredths, zone = 'Z'] = match;
  const milliseconds = Number((fraction ?? hundredths ?? '').padEnd(3, '0').slice(0, 3));
  const local = resolveInstant([year, month, day, hour, minute, second].map(Number), milliseconds);
  const offset = parseOffset(zone);
  return local === undefined || offset === undefined ? undefined : { at: local - offset, exact: false };
}

/** Writes milliseconds since the epoch as `2026-01-02T03:04:05.678Z`; fractions of a millisecond are cut. */
export function encodeTimestamp(ms: number): string {
  return new Date(ms).toISOString();
}

function resolveInstant(fields: readonly number[], milliseconds: number): number | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = fields;
  const real =
    year >= 1000 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysOf(year, month) &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 59;
  return real ? Date.UTC(year, month - 1, day, hour, minute, second, milliseconds) : undefined;
}

function daysOf(year: number, month: number): number {
  if (month === 2) {
    return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  }
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function parseOffset(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'z') {
    return 0;
  }
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 23 || minutes > 59) {
    return undefined;
  }
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
