/** How long the relay keeps what is over; every duration in milliseconds. The defaults are our choice. */
export interface RetentionConfig {
  /** How long a settled event can be looked up and replayed. */
  readonly settledMs: number;
  /** How long a request with an idempotency key can be repeated. */
  readonly idempotencyMs: number;
  /** How often is looked for what is over. */
  readonly everyMs: number;
}

/** How what was given up converges; every duration in milliseconds. The defaults are our choice. */
export interface ConvergenceConfig {
  /** How often is looked for endpoints of which Alexa has another state than the device. */
  readonly everyMs: number;
  /** How many endpoints are reported anew in one round at most. */
  readonly perRound: number;
  /** After how long a state that was reported in vain is reported once more, unchanged; it doubles each time. */
  readonly firstDelayMs: number;
  /** The longest that growing delay becomes. */
  readonly longestDelayMs: number;
  /**
   * How long after the answer to a Discover the whole home is reported anew. By then Alexa must have taken the answer:
   * a report of an endpoint that she does not know has no effect.
   */
  readonly afterDiscoverMs: number;
}

/** How much may wait before the relay says 429. The defaults are our choice. */
export interface BacklogConfig {
  /** How many events of one customer may be pending. */
  readonly customer: number;
  /** How many events may be pending in the whole store. */
  readonly total: number;
  /** How many requests may wait for their commit at the same time, and how many bytes they may bring together. */
  readonly requests: number;
  readonly requestBytes: number;
}

/** When the answer to a directive is put off; every duration in milliseconds. The defaults are our choice. */
export interface DeferralConfig {
  /**
   * How long after a directive the handler may answer before the relay answers DeferredResponse in its place; 0 for
   * never. It leaves room for the way back to Alexa, and for the answer itself inside the 8 s (fact sheet 2.3).
   */
  readonly afterMs: number;
  /** How long a lock may take, counted from the DeferredResponse, which says so; others have 8 s from the directive. */
  readonly lockMs: number;
  /** The type of the ErrorResponse that is sent when the handler does not answer at all. */
  readonly error: string;
}

/** What the relay keeps, for how long and how much of it. */
export interface KeepingConfig {
  readonly retention: RetentionConfig;
  readonly convergence: ConvergenceConfig;
  readonly backlog: BacklogConfig;
  readonly deferral: DeferralConfig;
}

const HOUR = 3_600_000;

/** The members of {@link KeepingConfig} as used when nothing is configured. */
export const keepingDefaults: KeepingConfig = {
  retention: { settledMs: 7 * 24 * HOUR, idempotencyMs: 24 * HOUR, everyMs: 10_000 },
  convergence: {
    ...{ everyMs: 15_000, perRound: 300, afterDiscoverMs: 5_000 },
    ...{ firstDelayMs: 60_000, longestDelayMs: 24 * HOUR },
  },
  backlog: { customer: 10_000, total: 5_000_000, requests: 2_000, requestBytes: 134_217_728 },
  deferral: { afterMs: 5_000, lockMs: 15_000, error: 'ENDPOINT_UNREACHABLE' },
};
