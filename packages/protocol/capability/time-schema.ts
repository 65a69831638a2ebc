/** A point in time inside a value: UTC, in seconds or milliseconds. Source: fact sheet 3.4, DateTime. */
export const timeSchema = {
  type: 'string',
  pattern:
    '^[1-9]\\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,3})?Z$',
  allowed: 'UTC as YYYY-MM-DDThh:mm:ssZ, with milliseconds or without',
} as const;
