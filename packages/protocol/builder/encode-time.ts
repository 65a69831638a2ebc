import { encodeTimestamp } from '../timestamp/timestamp.ts';

/** A time as builders take it: the text of the wire, or milliseconds since the epoch. */
export type Time = string | number;

/** The text of a time: milliseconds as `encodeTimestamp` writes them, a text as it is. */
export function encodeTime(time: Time): string {
  return typeof time === 'number' ? encodeTimestamp(time) : time;
}
