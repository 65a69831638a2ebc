/** A length of time, ISO 8601, such as PT3M15S; it may be negative. Source: fact sheet 3.4, Duration. */
export const durationSchema = {
  type: 'string',
  pattern:
    '^-?P(?=[-\\dT])(?:-?\\d+Y)?(?:-?\\d+M)?(?:-?\\d+W)?(?:-?\\d+D)?(?:T(?=[-\\d])(?:-?\\d+H)?(?:-?\\d+M)?(?:-?\\d+(?:\\.\\d+)?S)?)?$',
  allowed: 'a duration such as PT3M15S',
} as const;
