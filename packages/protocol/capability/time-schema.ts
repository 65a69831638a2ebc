import { dayPattern } from '../timestamp/day-pattern.ts';

const timePattern: string = `^${dayPattern}T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,3})?Z$`;

/** A point in time inside a value: UTC, in seconds or milliseconds, a day of the calendar. Source: fact sheet 3.4, DateTime. */
export const timeSchema = {
  type: 'string',
  pattern: timePattern as typeof timePattern,
  allowed: 'UTC as YYYY-MM-DDThh:mm:ssZ, with milliseconds or without',
} as const;
