import { parseLooseTimestamp, parseTimestamp } from '../timestamp/timestamp.ts';

/**
 * A time of a notice: milliseconds since the epoch, and how it was written: as documented, with an offset or further
 * digits as clients in the field do, or without any zone.
 */
export interface NoticeTime {
  readonly at: number;
  readonly form: 'documented' | 'tolerated' | 'zoneless';
}

/**
 * Reads a time of a notice; undefined when it is none. Besides `YYYY-MM-DDThh:mm:ssZ` it takes what Amazon's own
 * libraries and others send: offsets, up to nine digits of a second, and no zone at all, which we read as UTC. Source:
 * proactive events API, timestamp; notice sheet 2, Offsets and What clients emit.
 */
export function parseNoticeTime(text: string): NoticeTime | undefined {
  const strict = parseTimestamp(text);
  if (strict !== undefined) {
    return { at: strict, form: 'documented' };
  }
  const loose = parseLooseTimestamp(text);
  if (loose !== undefined) {
    return { at: loose.at, form: 'tolerated' };
  }
  const assumed = parseLooseTimestamp(`${text}Z`);
  return assumed === undefined ? undefined : { at: assumed.at, form: 'zoneless' };
}
