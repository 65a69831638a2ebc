const anyYear = '[1-9]\\d{3}';
/** Every fourth year, and of the whole centuries every fourth. */
const leapYear = '(?:[1-9]\\d(?:0[48]|[2468][048]|[13579][26])|(?:[2468][048]|[13579][26])00)';
const dayOfMonth = [
  '(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])',
  '(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)',
  '02-(?:0[1-9]|1\\d|2[0-8])',
].join('|');

/**
 * A day as `YYYY-MM-DD` that the calendar has, in the years 1000 to 9999, as part of a regular expression. Source: fact
 * sheet 1.4, timeOfSample.
 */
export const dayPattern: string = `(?:${anyYear}-(?:${dayOfMonth})|${leapYear}-02-29)`;
