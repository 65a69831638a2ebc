const durationSchema = { type: 'integer', minimum: 1, maximum: 31_622_400_000 } as const;
const pauseSchema = { type: 'integer', minimum: 100, maximum: 86_400_000 } as const;
const amountSchema = { type: 'integer', minimum: 1, maximum: 1_000_000_000 } as const;

/** The member `retention` of the configuration: a part of `RetentionConfig`. */
export const retentionSectionSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    settledMs: durationSchema as typeof durationSchema,
    idempotencyMs: durationSchema as typeof durationSchema,
    everyMs: pauseSchema as typeof pauseSchema,
  },
} as const;

/** The member `convergence` of the configuration: a part of `ConvergenceConfig`. */
export const convergenceSectionSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    everyMs: pauseSchema as typeof pauseSchema,
    perRound: { type: 'integer', minimum: 1, maximum: 10_000 },
    firstDelayMs: durationSchema as typeof durationSchema,
    longestDelayMs: durationSchema as typeof durationSchema,
    afterDiscoverMs: { type: 'integer', minimum: 0, maximum: 3_600_000 },
  },
} as const;

/** The member `backlog` of the configuration: a part of `BacklogConfig`. */
export const backlogSectionSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    customer: amountSchema as typeof amountSchema,
    total: amountSchema as typeof amountSchema,
    requests: amountSchema as typeof amountSchema,
    requestBytes: { type: 'integer', minimum: 8_388_608, maximum: 17_179_869_184 },
  },
} as const;

/** The member `deferral` of the configuration: a part of `DeferralConfig`. */
export const deferralSectionSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    afterMs: { type: 'integer', minimum: 0, maximum: 7_000 },
    lockMs: { type: 'integer', minimum: 2_000, maximum: 86_400_000 },
    error: { type: 'string', minLength: 1, maxLength: 100 },
  },
} as const;
