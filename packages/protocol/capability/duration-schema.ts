const days = '(?:#Y(?:#M)?(?:#W)?(?:#D)?|#M(?:#W)?(?:#D)?|#W(?:#D)?|#D)';
const hours = 'T(?:#H(?:#M)?(?:~S)?|#M(?:~S)?|~S)';

/** Largest unit first, at least one of them; `#` stands for a whole number, `~` for one that may have a fraction. */
const pattern: string = `^-?P(?:${days}(?:${hours})?|${hours})$`
  .replaceAll('#', '-?\\d+')
  .replaceAll('~', '-?\\d+(?:\\.\\d+)?');

/** A length of time, ISO 8601, such as PT3M15S; it may be negative. Source: fact sheet 3.4, Duration. */
export const durationSchema = {
  type: 'string',
  pattern: pattern as string,
  allowed: 'a duration such as PT3M15S',
} as const;
