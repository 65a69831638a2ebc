import type { NoticeStage } from '@gatehouse/client';
import type { Secret } from '@gatehouse/client/platform';

/** The messaging credentials of the custom skill that notices are of. */
export interface NoticeCredentials {
  readonly clientId: string;
  readonly clientSecret: Secret;
}

/** How notices are sent. The defaults are our choice. */
export interface NoticeConfig {
  /** Default: those of the skill; without either, notices wait. */
  readonly credentials?: NoticeCredentials;
  /** Which address notices go to that do not say. Default: that of live skills. */
  readonly stage: NoticeStage;
  /** How long the notices of one customer wait after Alexa said 432, in milliseconds. Default: an hour; Amazon names no time. */
  readonly limitPauseMs: number;
}

/** The members of {@link NoticeConfig} as used when nothing is configured. */
export const noticeDefaults: NoticeConfig = { stage: 'live', limitPauseMs: 3_600_000 };

/** The member `notices` of the configuration. */
export const noticesSectionSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    clientId: { type: 'string', minLength: 1 },
    clientSecret: { type: 'string', minLength: 1 },
    clientSecretFile: { type: 'string', minLength: 1 },
    stage: { enum: ['development', 'live'] },
    limitPauseMs: { type: 'integer', minimum: 1_000, maximum: 86_400_000 },
  },
} as const;
