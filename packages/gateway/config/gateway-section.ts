import type { XStatic } from 'typebox/schema';

/** The section `gateway` of `gatehouse.config.json`. */
export const gatewaySectionSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    host: { type: 'string', minLength: 1, maxLength: 255, description: 'Address to listen on' },
    port: {
      type: 'integer',
      minimum: 0,
      maximum: 65533,
      description: 'Port of NA; EU and FE have the next two; 0 picks free ones',
    },
    apiKey: { type: 'string', minLength: 16, description: 'Key of the control API' },
    mode: { enum: ['strict', 'observed'], description: 'Refuse what the documents forbid, or what was seen refused' },
    profile: { enum: ['current', '2019'], description: "Which edition of Amazon's documents words the errors" },
    sendRetryAfter: { type: 'boolean', description: 'Whether a 429 says in Retry-After when to come again' },
    codeLifetimeMs: { type: 'integer', minimum: 1, maximum: 86_400_000 },
    accessTokenLifetimeMs: { type: 'integer', minimum: 1, maximum: 86_400_000 },
    rotateRefreshTokens: { type: 'boolean', description: 'Whether a refresh retires the refresh token' },
    allowedDirectiveHosts: {
      type: 'array',
      items: { type: 'string', minLength: 1, maxLength: 255 },
      description: 'Hosts beyond loopback that directives may go to',
    },
    dataDir: {
      type: 'string',
      minLength: 1,
      maxLength: 4096,
      description: 'Directory that keeps the state; in memory when absent',
    },
    journalLimit: { type: 'integer', minimum: 1, maximum: 1_000_000, description: 'Entries that the journal keeps' },
    bodyTimeoutMs: { type: 'integer', minimum: 1, maximum: 600_000 },
    clockFrozen: { type: 'boolean', description: "Whether the gateway's clock stands still until it is moved on" },
    clockStartAt: {
      type: 'string',
      maxLength: 64,
      description: "What the gateway's clock shows first, ISO 8601 in UTC; the machine's time when absent",
    },
    seed: {
      type: 'integer',
      minimum: 0,
      maximum: 4_294_967_295,
      description: 'For tests only: makes codes, tokens and ids repeatable, and so guessable',
    },
    acceptGrantAttempts: {
      type: 'integer',
      minimum: 1,
      maximum: 10,
      description: 'How often AcceptGrant is tried when the skill gives no usable answer',
    },
    linkTimeoutMs: { type: 'integer', minimum: 1, maximum: 600_000 },
    noticeProfile: {
      enum: ['page', 'client', '2019'],
      description: 'How errors of notices are worded; by profile when absent',
    },
    noticeDelayMs: {
      type: 'integer',
      minimum: 0,
      maximum: 172_800_000,
      description: 'How long a notice that was taken waits before its customers hear it',
    },
    noticeLocaleFallback: {
      enum: ['language', 'none'],
      description: "Whether a notice without the device's locale is told in another one of its language",
    },
    noticeStageRequired: {
      type: 'boolean',
      description: 'Whether the live address refuses the notices of a skill that is not live',
    },
    skillEventTimeoutMs: { type: 'integer', minimum: 1, maximum: 600_000 },
  },
} as const;

/** The section `gateway` as written; members left out get their default. */
export type GatewaySection = XStatic<typeof gatewaySectionSchema>;
